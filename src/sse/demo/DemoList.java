package sse.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import sse.fault.Kind;

/** The list of all streams below {@code /demo/}: plain text for curl, a page with links for browsers. */
final class DemoList {
    private static final String PATH = "/demo/";
    private static final String BAD = "/demo/bad/";
    private static final String TITLE = "Streams that this server makes itself";
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
            + "padding:0 1rem;color-scheme:light dark}pre{overflow-x:auto;margin:.3rem 0 1rem;padding:.5rem .8rem;"
            + "border:1px solid #8886;border-radius:.4rem}dt{font-weight:600;margin-top:1rem}dd{margin:0}"
            + "td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}";

    private final Demo[] demos;
    private final String origin;

    /** For a client that calls the server so. */
    DemoList(Demo[] demos, String origin) {
        this.demos = demos;
        this.origin = origin;
    }

    byte[] text() {
        StringBuilder text = new StringBuilder(TITLE + ". Each stays open; Ctrl-C ends curl.\n");
        for (Demo demo : demos) {
            text.append('\n').append(PATH).append(demo.name).append("  ").append(about(demo)).append('\n');
            for (String line : demo.example) text.append("  ").append(example(demo, line)).append('\n');
            text.append(demo.parameters.indent(4));
        }
        text.append("\nAll of them take\n").append(Asked.PARAMETERS.indent(4));
        text.append("\nBelow ").append(BAD).append(" each has one thing wrong; with ?fault=off it is right\n");
        text.append("  curl -N ").append(origin).append(BAD).append("noblank\n");
        FaultHelp.streams(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String about(Demo demo) {
        return demo.about.replace("$", PATH + demo.name);
    }

    private String example(Demo demo, String line) {
        return line.replace("$", origin + PATH + demo.name);
    }

    // ── for browsers ──

    /** {@return what may be in the page: this style, and nothing else} */
    static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] page() {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>" + TITLE + "</title><style>" + STYLE
                + "</style></head>\n<body><h1>" + TITLE + "</h1>\n<p>A link shows the stream in the page. In a "
                + "terminal each stays open, and Ctrl-C ends curl. <a href=\"#bad\">Some are broken on purpose.</a>"
                + "</p>\n<dl>\n");
        for (Demo demo : demos) {
            term(html, demo.methods("").startsWith("GET") ? PATH + demo.name : null, PATH + demo.name, about(demo));
            StringBuilder lines = new StringBuilder();
            for (String line : demo.example) lines.append(example(demo, line)).append('\n');
            pre(html.append("<dd>"), lines.append(demo.parameters).toString());
        }
        html.append("</dl>\n<h2>All of them take</h2>\n");
        pre(html, Asked.PARAMETERS);
        html.append("<h2 id=\"bad\">Broken on purpose</h2>\n<p>One thing is wrong with each; "
                + "<a href=\"#faults\">any other thing</a> can be.</p>\n<dl>\n");
        for (BadStreams.Bad bad : BadStreams.ALL) {
            term(html, BAD + bad.name(), BAD + bad.name(), bad.about());
            html.append("<dd><a href=\"").append(BAD).append(bad.name()).append("?fault=off\">the same, right</a>");
            if (!bad.spec().isEmpty()) code(html.append(" \u00b7 "), bad.spec());
            html.append("</dd>\n");
            pre(html.append("<dd>"), "curl -NL " + origin + BAD + bad.name() + "\n" + bad.parameters());
        }
        html.append("</dl>\n<h2 id=\"faults\">Any fault</h2>\n<p>They are put behind <code>?fault=</code>, "
                + "with commas between: </p>\n");
        pre(html, "curl -NL '" + origin + "/demo/count?fault=cut@events=3,split=utf8&seed=7'\n");
        html.append("<table>\n");
        for (Kind kind : Kind.values()) {
            code(html.append("<tr><th>"), kind.example());
            escape(html.append("</th><td>"), kind.effect());
            html.append("</td></tr>\n");
        }
        return html.append("</table></body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void term(StringBuilder html, String link, String name, String about) {
        html.append("<dt>");
        if (link != null) html.append("<a href=\"").append(link).append("\">");
        html.append(name);
        if (link != null) html.append("</a>");
        escape(html.append("</dt>\n<dd>"), about);
        html.append("</dd>\n");
    }

    private static void pre(StringBuilder html, String lines) {
        escape(html.append("<pre>"), lines.stripTrailing());
        html.append("</pre>\n");
    }

    private static void code(StringBuilder html, String text) {
        escape(html.append("<code>"), text);
        html.append("</code>");
    }

    private static void escape(StringBuilder html, String text) {
        html.append(text.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
