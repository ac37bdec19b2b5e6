package sse.page;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.fault.Spec;
import sse.proxy.Onlookers;
import sse.proxy.Proxy;
import sse.proxy.Terms;
import sse.tape.Redacted;

/** A browser loads a page through a proxy, and the page's streams come that way, too. */
@Timeout(60)
class ProxyPageTest {

    @Test
    void thePageLoadsAndItsStreamsAreReadAndComeBack() throws Exception {
        Redacted redacted = new Redacted(Set.of());
        try (Chromium browser = new Chromium(); Site site = new Site()) {
            Terms terms = new Terms(StreamRequest.of(URI.create(site.url(""))), ClientOptions.DEFAULT.withProxies(null),
                    false, false, Spec.parse("conn1:reset@events=2"), 1, "a");
            Onlookers nobody = new Onlookers(null, Set.of(), 0, false, null, redacted, n -> { }, () -> { });
            try (RawServer proxy = new RawServer(InetAddress.getLoopbackAddress(), 0, 100,
                    new Proxy(terms, nobody, redacted, n -> { }))) {
                browser.open("http://127.0.0.1:" + proxy.port() + "/");
                browser.await("object", "typeof window.lab"); // all of its scripts are there
                browser.eval("""
                        (window.seen = [], window.source = new EventSource('/demo/count?n=4&every=20ms&retry=50'),
                        source.addEventListener('tick', e => seen.push(e.lastEventId)),
                        source.onerror = () => seen.push('error ' + source.readyState), 1)""");
                browser.await("1|2|error 0|3|4", "seen.slice(0, 5).join('|')");
                browser.eval("(source.close(), seen.length = 0, window.mine = new EventSource('/mine?since=all'),"
                        + "mine.onmessage = e => seen.push(e.data), 1)");
                site.server.hub().publish("mine", Event.of("published"));
                browser.await("published", "seen.join('|')");
                browser.eval("(fetch('/mine', {method: 'POST', body: 'posted'}).then(r => seen.push(r.status)), 1)");
                browser.await("201|posted|published", "seen.sort().join('|')");
                browser.eval("(mine.close(), 1)");
            }
        }
    }
}
