package sse.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.term.Exit;
import sse.text.HostName;

/** The certificate of serve --tls: when it is made, and who may read its key. */
class OwnCertificateTest {
    private static final Instant NOW = Instant.now().plus(Duration.ofHours(1)); // behind all that is made

    @TempDir
    Path folder;

    private OwnCertificate get(Instant now, String... hosts) {
        return OwnCertificate.get(List.of(hosts), Map.of("XDG_CACHE_HOME", folder.toString()), now);
    }

    @Test
    void itIsMadeOnceAndMadeAnewBeforeItEndsAndForANewName() {
        OwnCertificate first = get(NOW, "127.0.0.1");
        String made = first.identity.fingerprint();
        assertEquals(made, get(NOW, "localhost").identity.fingerprint());
        assertEquals(made, get(NOW.plus(Duration.ofDays(350)), "127.0.0.1").identity.fingerprint());
        assertNotEquals(made, get(NOW.plus(Duration.ofDays(352)), "127.0.0.1").identity.fingerprint());
        String another = get(NOW, "127.0.0.1").identity.fingerprint();
        assertNotEquals(made, another);
        assertNotEquals(another, get(NOW, "sse.example").identity.fingerprint());
    }

    @Test
    void itIsForLocalhostAndForThisMachinesNamesAndAddresses() throws CertificateParsingException {
        OwnCertificate own = get(NOW, "fd00::7", "0.0.0.0", "under_score.example");
        String names = own.identity.certificate().getSubjectAlternativeNames().toString();
        for (String name : List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "fd00:0:0:0:0:0:0:7")) {
            assertTrue(names.contains(", " + name + "]"), names);
        }
        for (String address : HostName.addressesForOthers()) {
            if (!address.startsWith("[")) assertTrue(names.contains(", " + address + "]"), names);
        }
        assertTrue(!names.contains("0.0.0.0") && !names.contains("_"), names);
    }

    @Test
    void nobodyElseMayReadTheKeyAndTheFileIsTheCertificate() throws IOException {
        OwnCertificate own = get(NOW);
        Path cache = folder.resolve("sse-tls");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("key.p12"))));
        assertEquals(own.identity.certificate(), new Pem(own.file.toString()).certificates().get(0));
        try (var files = Files.list(cache)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void whatIsDamagedIsMadeAnew() throws IOException {
        String made = get(NOW).identity.fingerprint();
        Files.writeString(folder.resolve("sse-tls/key.p12"), "damaged");
        assertNotEquals(made, get(NOW).identity.fingerprint());
    }

    @Test
    void withoutAFolderToKeepItInThatIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Exit exit = assertThrows(Exit.class,
                () -> OwnCertificate.get(List.of(), Map.of("XDG_CACHE_HOME", file.toString()), NOW));
        assertTrue(exit.getMessage().startsWith("cannot keep a certificate in " + file), exit.getMessage());
        Exit nowhere = assertThrows(Exit.class,
                () -> OwnCertificate.get(List.of(), Map.of("XDG_CACHE_HOME", "none", "HOME", "/nowhere"), NOW));
        assertTrue(nowhere.getMessage().contains("$XDG_CACHE_HOME"), nowhere.getMessage());
    }
}
