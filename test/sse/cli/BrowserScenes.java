package sse.cli;

import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;
import sse.kit.ScriptedServer.Play;

/** The servers that Chromium and {@code tail --as browser} meet, each after the other as they like. */
final class BrowserScenes {
    private static final String DONE = "event: done\ndata: x\n\n";

    /** A server to be met by both, connection by connection; the last play is repeated. */
    record Scene(String name, boolean elsewhere, boolean credentials, Play... plays) {

        /** Whether others that are met meanwhile would send them, too. */
        boolean setsCookies() {
            return name.startsWith("cookies");
        }
    }

    /** All of them; each ends with a state of CLOSED, or with an event of type done. */
    final List<Scene> all = new ArrayList<>();

    final CountDownLatch pageHasRead = new CountDownLatch(1);
    final CountDownLatch tailHasRead = new CountDownLatch(1);
    private final ScriptedServer here;
    private final ScriptedServer elsewhere;

    BrowserScenes(ScriptedServer here, ScriptedServer elsewhere) throws IOException {
        this.here = here;
        this.elsewhere = elsewhere;
        Play done = stream(DONE);
        scene("events and types", stream("data: a\n\nid: 1\nevent: tick\ndata: b\ndata: c\n\nevent: tick \ndata: d\n\n"
                + "event: other\ndata: e\n\nevent: error\ndata: f\n\nevent: open\ndata\n\n" + DONE));
        scene("204", stop());
        for (int status : new int[] {201, 206, 401, 404, 500, 503}) scene("status " + status, status(status));
        for (String type : List.of("", "text/plain", "application/json", "text/event-streams",
                "text/event-stream;charset=utf-8",
                "text/event-stream; charset=\"UTF-8\"", "Text/Event-Stream; foo=bar",
                "text/event-stream; charset=", "text/event-stream; charset= utf-8", "text/event-stream;charset =x",
                "text/html, text/event-stream", "text/event-stream, text/html", "text/event-stream,",
                "text/event-stream, */*", "text/event-stream, foo", "*/*, text/event-stream", "foo",
                "text/event-stream;charset=x, text/event-stream", "text/event-stream;charset=x, a/b, text/event-stream",
                "text/event-stream\r\nContent-Type: text/html", "text/html\r\nContent-Type: text/event-stream",
                "text/event-stream; x=\"a,text/html\"",
                "text/event-stream;", "text/event-stream; charset=iso-8859-1", "text/event-stream; charset=utf8")) {
            scene("type " + type, type(type));
        }
        scene("end, then on with the id", stream("retry: 20\nid: 7\ndata: a\n\nid: 8\ndata: half"),
                stream("data: b\n\nid\n\n"),
                done);
        scene("id without data, id of more than ASCII", stream("retry: 20\nid: \u00E2\u0080\u00A6\n\n"), done);
        scene("id with NUL is ignored", stream("retry: 20\nid: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"), done);
        scene("reset", with -> {
            with.send(HEAD + "retry: 20\ndata: say that you read this\n\n");
            // a reset may overtake bytes that were not read yet
            with.await(with.request().startsWith("GET /s/tail/") ? tailHasRead : pageHasRead);
            with.reset();
        }, done);
        scene("chunked and cut short", answer(CHUNKED + "13\r\nretry: 20\ndata: a\n\n\r\n5\r\ndat"), done);
        scene("chunked to its end", answer(CHUNKED + "13\r\nretry: 20\ndata: a\n\n\r\n0\r\n\r\n"), done);
        scene("length reached", answer(HEAD.replace("\r\n\r\n", "\r\nContent-Length: 19\r\n\r\n")
                + "retry: 20\ndata: a\n\n"),
                done);
        scene("HTTP/1.0", answer("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 20\ndata: a\n\n"),
                done);
        scene("head with LF alone", answer("HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\n" + DONE));
        scene("empty bodies", stream("retry: 20\n"), stream(""), stream(""), done);
        scene("no answer on the way back", stream("retry: 20\ndata: a\n\n"), Conversation::reset, Conversation::reset,
                done);
        scene("retry stays, and bad values change nothing",
                stream("retry: 20\n\nretry: 5s\nretry:  900\nretry: -1\nretry: 1.5\n\n"), stream("data: a\n\n"), done);
        scene("retry of 0", stream("retry: 0\ndata: a\n\n"), stream("data: b\n\n"), done);
        scene("no retry", stream("data: a\n\n"), done);
        scene("204 on the way back", stream("retry: 20\ndata: a\n\n"), stop());
        scene("500 on the way back", stream("retry: 20\ndata: a\n\n"), status(500));
        scene("type on the way back", stream("retry: 20\ndata: a\n\n"), type("text/html"));
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            scene("redirect " + status, redirect(status, "to?x=1"), stream("retry: 20\nid: 1\ndata: a\n\n"), done);
        }
        for (String headers : List.of("Content-Encoding: utf-8", "Content-Encoding: foo", "Content-Encoding: gzip, foo",
                "Content-Encoding:", "Content-Encoding: none", "Content-Encoding: identity",
                "Content-Length: " + DONE.length() + ", " + DONE.length(), "Content-Length: x",
                "Location: a\r\nLocation: a")) {
            scene(headers, withHeaders(headers));
        }
        for (String headers : List.of("Content-Length: 5, " + DONE.length(),
                "Content-Length: 5\r\nContent-Length: " + DONE.length(), "Location: a\r\nLocation: b")) {
            scene(headers, stream("retry: 20\n\n"), withHeaders(headers), done);
        }
        scene("two lengths of chunks", answer(CHUNKED.replace("\r\n\r\n", "\r\nContent-Length: 5\r\n"
                + "Content-Length: 6\r\n\r\n") + "15\r\n" + DONE + "\r\n0\r\n\r\n"));
        scene("redirect without a place", redirect(302, ""));
        for (String nowhere : List.of("mailto:a@example.com", "data:text/event-stream,data:x", "http://[x/")) {
            scene("redirect to " + nowhere, stream("retry: 20\n\n"), redirect(302, nowhere), done);
        }
        scene("redirect to two places", stream("retry: 20\n\n"), redirect(302, "to\r\nLocation: to2"), done);
        scene("redirect to a place twice", redirect(302, "to\r\nLocation: to"), done);
        scene("redirect to a place, and none", redirect(302, "\r\nLocation: to"), done);
        scene("redirect without a location", answer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"));
        Play[] loop = new Play[22];
        for (int i = 0; i < 21; i++) loop[i] = redirect(302, "to" + i);
        loop[21] = stop();
        scene("more than twenty redirects", loop);
        scene("byte order marks", stream("\u00EF\u00BB\u00BFdata: a\n\n\u00EF\u00BB\u00BFdata: b\n\n" + DONE));
        scene("line ends", stream("data: a\r\rdata: b\r\n\r\ndata: c\n\r" + DONE));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(DONE.getBytes(StandardCharsets.US_ASCII));
        }
        scene("gzip", with -> {
            with.send(HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
            with.send(zipped.toByteArray());
        });
        String origin = "http://127.0.0.1:" + here.port();
        crossOrigin("CORS: no header", false, done);
        crossOrigin("CORS: star", false, withHeaders("Access-Control-Allow-Origin: *"));
        crossOrigin("CORS: star with credentials", true,
                withHeaders("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true"));
        crossOrigin("CORS: exact with credentials", true, withHeaders("Access-Control-Allow-Origin: " + origin
                + "\r\nAccess-Control-Allow-Credentials: true"));
        crossOrigin("CORS: exact, credentials not allowed", true, withHeaders("Access-Control-Allow-Origin: "
                + origin));
        crossOrigin("CORS: another origin", false, withHeaders("Access-Control-Allow-Origin: http://example.com"));
        crossOrigin("CORS: two headers", false,
                withHeaders("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Origin: *"));
        crossOrigin("CORS: redirect without a header", false, redirect(302, "to"),
                withHeaders("Access-Control-Allow-Origin: *"));
        Play away = with -> redirect(302, "http://127.0.0.1:" + elsewhere.port() + with.request().split(" ")[1])
                .play(with);
        scene("CORS: redirect to elsewhere without a header", away, done);
        scene("CORS: redirect to elsewhere with star", away, withHeaders("Access-Control-Allow-Origin: *"));
        crossOriginHops();
    }

    /** Here is where the page is from; there is elsewhere. */
    private void crossOriginHops() {
        String origin = "http://127.0.0.1:" + here.port();
        String star = "Access-Control-Allow-Origin: *";
        Play done = withHeaders(star);
        Play away = to(elsewhere, "", star);
        Play back = to(here, "", star);
        scene("hops: there and back", away, back, done);
        scene("hops: there and back, with an id", away, back, stream("retry: 20\nid: 1\ndata: a\n\n"), done);
        scene("hops: there, back without leave", away, to(here, "", "X: x"), done);
        scene("hops: there and back, where the page's own origin may", away, back,
                withHeaders("Access-Control-Allow-Origin: " + origin));
        scene("hops: there and back, where null may", away, back, withHeaders("Access-Control-Allow-Origin: null"));
        scene("hops: there and there again", away, to(elsewhere, "", star), done);
        scene("hops: there, and on without leave", away, to(elsewhere, "", "X: x"), done);
        scene("hops: there, on the way back by itself", away,
                answer(HEAD.replace("\r\n\r\n", "\r\n" + star + "\r\n\r\n")
                + "retry: 20\ndata: a\n\n"), done);
        crossOrigin("hops: from there to the page", false, back, done);
        crossOrigin("hops: from there to the page and there", false, back, away, done);
        scene("hops: with a user to elsewhere", to(elsewhere, "u:p@", star), done);
        scene("hops: with a user at home", to(here, "u:p@", star), done);
        crossOrigin("hops: with a user there", false, to(elsewhere, "u:p@", star), done);
        crossOrigin("hops: with a user, back", false, to(here, "u:p@", star), done);
        String may = "Access-Control-Allow-Origin: " + origin + "\r\nAccess-Control-Allow-Credentials: true";
        Play sets = answer(HEAD.replace("\r\n\r\n", "\r\n" + may + "\r\nSet-Cookie: a=1; Max-Age=99\r\n"
                + "Set-Cookie: b=2; Path=/\r\nSet-Cookie: c=3; Max-Age=0\r\n\r\n") + "retry: 20\ndata: a\n\n");
        Play ends = answer(HEAD.replace("\r\n\r\n", "\r\n" + may + "\r\nSet-Cookie: a=1; Max-Age=0\r\n"
                + "Set-Cookie: b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n") + DONE);
        scene("cookies at home", sets, ends);
        crossOrigin("cookies elsewhere, without credentials", false, sets, ends);
        crossOrigin("cookies elsewhere, with credentials", true, sets, ends);
        crossOrigin("two that allow credentials", true,
                withHeaders(may + "\r\nAccess-Control-Allow-Credentials: true"));
    }

    /** A redirect to the same path of another server. */
    private static Play to(ScriptedServer server, String user, String header) {
        return with -> redirect(302, "http://" + user + "127.0.0.1:" + server.port()
                + with.request().split(" ")[1] + "\r\n" + header).play(with);
    }

    private void scene(String name, Play... plays) {
        all.add(new Scene(name, false, false, plays));
    }

    private void crossOrigin(String name, boolean credentials, Play... plays) {
        all.add(new Scene(name, true, credentials, plays));
    }

    private static Play type(String contentType) {
        return answer("HTTP/1.1 200 OK\r\n" + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + "\r\n"
                + DONE);
    }

    private static Play status(int status) {
        return answer("HTTP/1.1 " + status + " Word\r\nContent-Type: text/event-stream\r\nContent-Length: "
                + DONE.length()
                + "\r\n\r\n" + DONE);
    }

    private static Play redirect(int status, String location) {
        return answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static Play withHeaders(String headers) {
        return answer(HEAD.replace("\r\n\r\n", "\r\n" + headers + "\r\n\r\n") + DONE);
    }
}
