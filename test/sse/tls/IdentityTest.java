package sse.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.term.Exit;

/** Keys and certificates of the user's: what is taken, and the sentence for what is not. */
class IdentityTest {
    private static final String WORD = "secret";

    @TempDir
    static Path folder;

    /** A key and its certificate as PEM, and the keystore of both. */
    private record Made(String key, String certificate, Path store) {}

    private static Made rsa;
    private static Made ec;
    private static Made edwards;

    @BeforeAll
    static void make() throws Exception {
        rsa = made("rsa", "RSA");
        ec = made("ec", "EC");
        edwards = made("ed", "Ed25519");
    }

    private static Made made(String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        List<String> line = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool", "-genkeypair",
                "-alias", name, "-keyalg", algorithm, "-dname", "CN=" + name, "-storetype", "PKCS12", "-storepass",
                WORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        KeyStore opened = KeyStore.getInstance(store.toFile(), WORD.toCharArray());
        Certificate certificate = opened.getCertificate(name);
        PrivateKey key = (PrivateKey) opened.getKey(name, WORD.toCharArray());
        return new Made(pem("PRIVATE KEY", key.getEncoded()), pem("CERTIFICATE", certificate.getEncoded()), store);
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\r\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\r\n-----END "
                + label + "-----\r\n";
    }

    private static String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void assertTaken(Identity identity, String name) {
        assertEquals("CN=" + name, identity.certificate().getSubjectX500Principal().getName());
        assertEquals(64, identity.fingerprint().length());
        assertEquals(44, identity.keyHash().length());
        identity.context();
    }

    private static void assertRefused(String sentence, String certificates, String key) {
        Exit exit = assertThrows(Exit.class, () -> Identity.ofPem(certificates, key));
        assertEquals(2, exit.code);
        assertEquals(sentence, exit.getMessage().replace(folder + "/", ""));
    }

    @Test
    void keysOfThreeKindsAreTakenFromOneFileOrTwo() throws IOException {
        for (Made made : List.of(rsa, ec, edwards)) {
            String name = made.store.getFileName().toString().replace(".p12", "");
            String certificate = file(name + ".pem", "words in front\n" + made.certificate);
            assertTaken(Identity.ofPem(certificate, file(name + ".key", made.key)), name);
            assertTaken(Identity.ofPem(file("both.pem", made.key + made.certificate), null), name);
            assertTaken(Identity.ofKeystore(made.store.toString(), WORD), name);
        }
    }

    @Test
    void theServersOwnCertificateNeedNotBeTheFirst() throws IOException {
        String chain = file("chain.pem", rsa.certificate + ec.certificate + edwards.certificate);
        assertTaken(Identity.ofPem(chain, file("second.key", ec.key)), "ec");
    }

    @Test
    void whatDoesNotFitIsMissingOrIsNoPemIsOneSentence() throws IOException {
        String certificate = file("cert.pem", rsa.certificate);
        String key = file("key.pem", rsa.key);
        String garbage = file("garbage", "\u0000garbage");
        assertRefused("the key in key.pem does not fit the certificate in ec.crt", file("ec.crt", ec.certificate), key);
        assertRefused("there is no file 'missing.pem'", folder + "/missing.pem", key);
        assertRefused("there is no file 'missing.pem'", certificate, folder + "/missing.pem");
        assertRefused("garbage is not PEM, which has a line -----BEGIN; a file of PKCS#12 is for --keystore", garbage,
                key);
        assertRefused("there is no certificate in key.pem", key, key);
        assertRefused("there is no private key in cert.pem", certificate, certificate);
        assertRefused("there is no private key in cert.pem; --key names its file", certificate, null);
        assertRefused("cut.pem breaks off: a block of it has no END",
                file("cut.pem", rsa.certificate.substring(0, 400)), key);
        assertRefused("bad.key has a key in it that is none of RSA, EC or Ed25519 that can be read", certificate,
                file("bad.key", pem("PRIVATE KEY", new byte[100])));
        assertRefused("odd.key is damaged: its private key is not Base64", certificate,
                file("odd.key", "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n"));
        assertRefused("bad.crt has a certificate in it that cannot be read",
                file("bad.crt", pem("CERTIFICATE", new byte[100])), key);
        Exit exit = assertThrows(Exit.class, () -> Identity.ofPem(folder.toString(), key));
        assertEquals("'" + folder + "' is a folder", exit.getMessage());
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithTheLineThatConvertsIt() throws IOException {
        String certificate = file("other.crt", rsa.certificate);
        String how = "; this makes it PKCS#8: openssl pkey -in ";
        byte[] any = new byte[100];
        assertRefused("the key in old.key is in PKCS#1" + how + "old.key -out key8.pem", certificate,
                file("old.key", pem("RSA PRIVATE KEY", any)));
        assertRefused("the key in sec1.key is in SEC1" + how + "sec1.key -out key8.pem", certificate,
                file("sec1.key", "-----BEGIN EC PARAMETERS-----\nBgg=\n-----END EC PARAMETERS-----\n"
                        + pem("EC PRIVATE KEY", any)));
        assertRefused("the key in locked.key is encrypted" + how + "locked.key -out key8.pem", certificate,
                file("locked.key", pem("ENCRYPTED PRIVATE KEY", any)));
        assertRefused("the key in older.key is encrypted" + how + "older.key -out key8.pem", certificate,
                file("older.key", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
                        + "-----END RSA PRIVATE KEY-----\n"));
    }

    @Test
    void aKeystoreThatCannotBeOpenedIsOneSentence() throws Exception {
        String store = rsa.store.toString();
        Exit none = assertThrows(Exit.class, () -> Identity.ofKeystore(store, null));
        assertTrue(none.getMessage().endsWith("asks for a password: put it into $SSE_KEYSTORE_PASSWORD"));
        Exit wrong = assertThrows(Exit.class, () -> Identity.ofKeystore(store, "other"));
        assertTrue(wrong.getMessage().startsWith("$SSE_KEYSTORE_PASSWORD is not the password of "));
        Exit pem = assertThrows(Exit.class, () -> Identity.ofKeystore(file("p.pem", rsa.certificate), WORD));
        assertTrue(pem.getMessage().endsWith("is not PKCS#12; PEM is for --cert and --key"));
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setCertificateEntry("ca", KeyStore.getInstance(rsa.store.toFile(), WORD.toCharArray())
                .getCertificate("rsa"));
        Path file = folder.resolve("ca.p12");
        try (var out = Files.newOutputStream(file)) {
            empty.store(out, WORD.toCharArray());
        }
        Exit noKey = assertThrows(Exit.class, () -> Identity.ofKeystore(file.toString(), WORD));
        assertTrue(noKey.getMessage().startsWith("there is no private key with a certificate in "));
    }
}
