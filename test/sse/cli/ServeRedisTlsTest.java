package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.OpensslCa;
import sse.tls.Identity;

/** What {@code serve} says of a Redis whose TLS it cannot take. */
@Timeout(60)
class ServeRedisTlsTest {
    @TempDir
    private static Path folder;

    private static OpensslCa ca;
    private static OpensslCa.Pair good;

    @BeforeAll
    static void make() throws Exception {
        ca = new OpensslCa(folder);
        good = ca.signed("good", "DNS:localhost,IP:127.0.0.1", 9);
    }

    /** Answers as Redis does to the first command, if it ever comes so far. */
    private static void serve(ServerSocket door) {
        try {
            while (true) {
                try (Socket client = door.accept()) {
                    if (client.getInputStream().read() < 0) continue;
                    client.getOutputStream().write("-LOADING\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException refused) {
                    if (door.isClosed()) return;
                }
            }
        } catch (RuntimeException over) {
            // the test is over
        }
    }

    private static ServerSocket door(OpensslCa.Pair pair, boolean asksClients) throws IOException {
        Identity identity = Identity.ofPem(pair.certificate().toString(), pair.key().toString());
        SSLServerSocket door = (SSLServerSocket) identity.context().getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        door.setNeedClientAuth(asksClients);
        return door;
    }

    /** What is said behind the port; time is given as long as none is to be had. */
    private static String said(ServerSocket door, String scheme, String... more) throws IOException {
        try (door) {
            Thread.ofVirtual().start(() -> serve(door));
            String[] words = new String[5 + more.length];
            System.arraycopy(new String[] {"serve", "-p", "0", "--redis", scheme + "127.0.0.1:" + door.getLocalPort()},
                    0, words, 0, 5);
            System.arraycopy(more, 0, words, 5, more.length);
            Typed typed = Typed.run(words);
            assertEquals("1 ", typed.code() + " " + typed.out());
            String[] lines = typed.err().split("\n");
            return lines[lines.length - 1].replace(":" + door.getLocalPort(), "");
        }
    }

    private static String trusting(OpensslCa.Pair pair) throws IOException {
        return said(door(pair, false), "rediss://", "--cacert", ca.file.toString(), "--redis-wait", "20s");
    }

    @Test
    void aCertificateThatIsNotTrustedIsOneSentenceWithWhatToDo() throws Exception {
        String begin = "sse: the certificate of rediss://127.0.0.1 is not trusted: ";
        assertEquals(begin + "it is signed by nobody who is known here; --cacert FILE names whom to trust",
                trusting(ca.selfSigned("self", "IP:127.0.0.1")));
        assertEquals(begin + "it is for other names (No subject alternative names matching IP address 127.0.0.1 found);"
                + " the URL needs a name that is in it", trusting(ca.signed("other", "DNS:other.test,IP:::1", 9)));
        String old = trusting(ca.signed("old", "IP:127.0.0.1", -1));
        assertTrue(old.startsWith(begin + "it has expired (NotAfter: "), old);
        assertTrue(old.endsWith("); the server needs a new one"), old);
        String unknown = said(door(good, false), "rediss://", "--redis-wait", "20s");
        assertTrue(unknown.startsWith(begin + "it is signed by nobody"), unknown);
    }

    @Test
    void whatIsTrustedIsSpokenTo() throws Exception {
        String loading = said(door(good, false), "rediss://", "--cacert", ca.file.toString(), "--redis-wait", "1s");
        assertEquals("sse: Redis is still loading its data", loading);
    }

    @Test
    void whoAsksForCertificatesOrSpeaksOtherwiseIsTold() throws Exception {
        String away = "sse: Redis is away (";
        String asked = said(door(good, true), "rediss://", "--cacert", ca.file.toString(), "--redis-wait", "1s");
        assertEquals(away + "rediss://127.0.0.1): it cuts the connection at once; if it asks clients for certificates, "
                + "tls-auth-clients no ends that", asked);
        String plain = said(door(good, false), "redis://", "--redis-wait", "1s");
        assertTrue(plain.startsWith(away + "redis://127.0.0.1): "), plain); // it answers with an alert, or cuts
        assertTrue(plain.endsWith("TLS, say rediss://"), plain);
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Typed typed = Typed.run("serve", "-p", "0", "--redis", "rediss://127.0.0.1:" + deaf.getLocalPort());
            assertTrue(typed.err().contains("): it does not answer to TLS; if it speaks none, say redis://"),
                    typed.err());
        }
    }
}
