package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sse.doctor.Hops.Hop;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.head.Header;

/** The table of hops: each is known by heads as it sends them, and has a setting for all that it may do. */
class HopsTest {
    private static List<Seen> in(String... lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            headers.add(new Header(line.substring(0, colon), line.substring(colon + 2)));
        }
        return Hops.in(headers);
    }

    private static void show(String names, String... lines) {
        List<String> seen = new ArrayList<>();
        for (Seen one : in(lines)) seen.add((one.certain() ? "" : "like ") + one.hop().name());
        assertEquals(names, String.join(", ", seen));
    }

    static List<Hop> hops() {
        return Hops.all();
    }

    @Test
    void aStarStandsForAnyText() {
        assertTrue(Hops.matches("nginx*", "nginx"));
        assertTrue(Hops.matches("nginx*", "NGINX/1.25"));
        assertTrue(Hops.matches("*varnish*", "1.1 varnish (Varnish/7.1), 1.1 b"));
        assertTrue(Hops.matches("*a*b", "a b ab"));
        assertTrue(Hops.matches("*", ""));
        assertTrue(Hops.matches("", ""));
        assertFalse(Hops.matches("nginx", "nginx/1"));
        assertFalse(Hops.matches("ab*ba", "aba"));
        assertFalse(Hops.matches("*a*b", "b a"));
    }

    @ParameterizedTest
    @MethodSource("hops")
    void everyRowSaysHowItIsKnownAndWhatFreesTheEvents(Hop hop) {
        assertFalse(hop.signs().isEmpty() && hop.pages().isEmpty(), "nothing shows it");
        assertFalse(hop.settings().isEmpty(), "what does it do?");
        for (String setting : hop.settings().values()) {
            assertFalse(setting.isBlank());
            assertTrue(setting.length() <= 120, setting);
        }
        assertTrue(hop.idleSeconds() < 0 || hop.settings().containsKey(Symptom.CUTS_IDLE), "what cuts it?");
        assertTrue(hop.longSeconds() < 0 || hop.settings().containsKey(Symptom.CUTS_LONG), "what cuts it?");
        String shown = shown(hop.name());
        assertTrue(shown != null, "no head or page of it is in this test");
    }

    @Test
    void noTwoRowsHaveOneName() {
        Set<String> names = new HashSet<>();
        for (Hop hop : hops()) assertTrue(names.add(hop.name()), hop.name());
    }

    @Test
    void whatServeSendsIsNoHop() {
        show("", "Connection: close", "X-accel-buffering: no",
                "Access-control-expose-headers: Content-Location, Location, Retry-After, Warning",
                "Date: Thu, 26 Nov 2026 06:28:18 GMT", "Transfer-encoding: chunked", "Content-type: text/event-stream",
                "Access-control-allow-origin: *", "X-content-type-options: nosniff",
                "Cache-control: no-cache, no-transform");
    }

    /** Heads and pages as they are sent; what they show stands behind the arrow, nearest to the reader first. */
    private static final String SENT = """
            Server: nginx/1.22.1 | Content-Type: text/event-stream | Connection: keep-alive => nginx
            Server: openresty/1.25.3.1 => nginx
            <hr><center>nginx/1.22.1</center> => nginx
            Server: Apache/2.4.71 (Debian) | X-accel-buffering: no => Apache
            Server: Apache => Apache
            <address>Apache/2.4.57 (Debian) Server at localhost Port 80</address> => Apache
            <html><body><h1>400 Bad request</h1>_Your browser sent an invalid request._</body></html> => HAProxy
            <html><body><h1>504 Gateway Time-out</h1>_The server didn't respond in time._</body></html> => HAProxy
            Set-Cookie: SERVERID=s1; path=/ => like HAProxy
            X-Varnish: 65538 | Age: 0 | Via: 1.1 varnish (Varnish/7.1) | Accept-Ranges: bytes => Varnish
            Server: Varnish | X-Varnish: 2 => Varnish
            <h3>Guru Meditation:</h3> => Varnish
            Server: Caddy | X-Content-Type-Options: nosniff => Caddy
            Server: uvicorn | Via: 1.1 Caddy => Caddy, uvicorn
            date: Wed, 13 May 2026 10:00:00 GMT | server: envoy | x-envoy-upstream-service-time: 3 => Envoy
            server: istio-envoy => Envoy
            x-envoy-upstream-service-time: 3 => like Envoy
            upstream request timeout => Envoy
            <html><head><title>Traefik Proxy</title> => Traefik
            server: cloudflare | cf-ray: 9a1b2c3d4e5f6a7b-FRA | cf-cache-status: DYNAMIC => Cloudflare
            error code: 524 => Cloudflare
            server: cloudflare | x-powered-by: Express => Cloudflare, Express
            via: 1.1 varnish | x-served-by: cache-fra-eddf8230098-FRA | x-cache: MISS => Fastly
            Server: AkamaiGHost | Mime-Version: 1.0 => Akamai
            akamai-grn: 0.5c3f1202.1760000000.1a2b3c4d => Akamai
            Via: 1.1 4f8e.cloudfront.net (CloudFront) | X-Amz-Cf-Pop: FRA56-P4 | X-Amz-Cf-Id: x== => Amazon CloudFront
            x-azure-ref: 20261126T062816Z-r1a2b3c4d5 | x-cache: CONFIG_NOCACHE => Azure Front Door
            x-amzn-RequestId: 1-2 | x-amz-apigw-id: AbCdEfGh= => Amazon API Gateway
            apigw-requestid: AbCdEfGh= => Amazon API Gateway
            {"message": "Endpoint request timed out"} => Amazon API Gateway
            Server: awselb/2.0 => AWS Application Load Balancer
            Set-Cookie: AWSALB=abc; Path=/ | Server: nginx => AWS Application Load Balancer, nginx
            Via: 1.1 google | Server: uvicorn => Google Cloud Load Balancing, uvicorn
            server: Google Frontend | x-cloud-trace-context: 1;o=1 => Google Cloud Run or App Engine
            Server: Microsoft-Azure-Application-Gateway/v2 => Azure Application Gateway
            Set-Cookie: ARRAffinity=1; Path=/ | Server: Kestrel => Azure App Service, ASP.NET Core
            Server: Cowboy | Via: 1.1 vegur => Heroku
            Server: Heroku | Via: 1.1 heroku-router => Heroku
            <iframe src="//www.herokucdn.com/error-pages/application-error.html"></iframe> => Heroku
            server: Vercel | x-vercel-id: fra1::iad1::abc | x-powered-by: Next.js => Vercel, Next.js
            server: Netlify | x-nf-request-id: 01H => Netlify
            server: Fly/a1b2c3 (2026-11-20) | via: 1.1 fly.io | fly-request-id: 01H-fra => Fly.io
            Ngrok-Error-Code: ERR_NGROK_8012 => ngrok
            server: lighttpd/1.4.69 => lighttpd
            Via: 1.1 proxy.example (squid/5.7) => Squid
            Server: Microsoft-IIS/10.0 | X-Powered-By: ASP.NET => IIS
            X-Powered-By: Express | Cross-Origin-Resource-Policy: same-origin => webpack-dev-server
            <script type="module" src="/@vite/client"></script> => Vite
            X-Powered-By: Next.js | Vary: Accept-Encoding => Next.js
            X-Powered-By: PHP/8.2.7 | Server: Apache/2.4.57 => Apache, PHP
            Server: gunicorn | Transfer-Encoding: chunked => gunicorn
            Server: Werkzeug/3.0.1 Python/3.11.7 => Werkzeug or wsgiref
            Server: WSGIServer/0.2 CPython/3.11.7 => Werkzeug or wsgiref
            date: Thu, 26 Nov 2026 06:28:18 GMT | server: uvicorn => uvicorn
            Server: Apache-Coyote/1.1 => Tomcat
            <h3>Apache Tomcat/10.1.16</h3> => Tomcat
            Server: Jetty(12.0.5) => Jetty
            X-XSS-Protection: 0 | Cache-Control: no-cache, no-store, max-age=0, must-revalidate => like Spring
            X-Application-Context: application:8080 => Spring
            X-Request-Id: 0b1e | X-Runtime: 0.012345 => Rails
            Server: Kestrel => ASP.NET Core
            X-Powered-By: Express | connection: close => Express
            date: Thu, 26 Nov 2026 06:28:18 GMT | content-type: text/event-stream | vary: Origin =>\s
            """;

    /** The names behind an arrow where that row is first, or null. */
    private static String shown(String name) {
        for (String line : SENT.split("\n")) {
            String names = line.substring(line.indexOf("=>") + 2).strip();
            for (String one : names.split(", ")) {
                if (one.equals(name)) return names;
            }
        }
        return null;
    }

    static List<String> sent() {
        return List.of(SENT.split("\n"));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void aHopIsKnownByWhatItSends(String sent) {
        int arrow = sent.indexOf("=>");
        String what = sent.substring(0, arrow).strip();
        String names = sent.substring(arrow + 2).strip();
        if (!what.matches("[A-Za-z-]+: .*") || what.startsWith("error code")) {
            Seen seen = Hops.inPage("<!doctype html>\n" + what.replace('_', '\n') + "\n");
            assertEquals(names, seen == null ? "" : seen.hop().name());
            return;
        }
        show(names, what.split(" \\| "));
    }

    @Test
    void theLineThatShowsItIsTold() {
        assertEquals("Server: nginx", in("Date: x", "Server: nginx").get(0).by());
        assertNull(Hops.inPage("Not found"));
    }

    @Test
    void certainSignsComeBeforeThoseThatOthersMaySend() {
        Seen seen = in("X-Envoy-Decorator-Operation: x", "server: envoy").get(0);
        assertTrue(seen.certain());
        assertEquals("server: envoy", seen.by());
    }

    @Test
    void whoCutsAfterAMinuteIsKnown() {
        List<String> names = Hops.cuttingAfter(60).stream().map(Hop::name).toList();
        assertTrue(names.containsAll(List.of("nginx", "Apache", "AWS Application Load Balancer")), names.toString());
    }
}
