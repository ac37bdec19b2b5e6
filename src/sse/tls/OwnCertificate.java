package sse.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import sse.term.Exit;
import sse.text.HostName;

/**
 * A certificate for this machine, made by the JDK's keytool and kept in the user's cache folder, where nobody else can
 * read its key. It is made anew when it is about to end, or is not for a name or an address that it is to be for.
 */
public final class OwnCertificate {
    private static final String FOLDER = "sse-tls";
    private static final String KEY = "key.p12";
    private static final String CERTIFICATE = "cert.pem";
    private static final String PASSWORD = "sse.jar"; // a keystore has one; what keeps the key is who may read the file
    private static final Duration LASTS = Duration.ofDays(365);
    private static final Duration REST = Duration.ofDays(14);
    private static final int MOST = 60; // names and addresses
    private static final long KEYTOOL_SECONDS = 60;
    private static final int DNS_NAME = 2; // as X509Certificate numbers them
    private static final int IP_ADDRESS = 7;

    /** What was found or made. */
    public final Identity identity;

    /** The file of the certificate, for clients. */
    public final Path file;

    private OwnCertificate(Identity identity, Path file) {
        this.identity = identity;
        this.file = file;
    }

    /**
     * {@return the certificate that is kept, or a new one}
     *
     * @param hosts names and addresses it is to be for, besides those of this machine
     * @param env where the cache folder is
     * @param now the time
     */
    public static OwnCertificate get(Collection<String> hosts, Map<String, String> env, Instant now) {
        Set<String> names = names(hosts);
        Path folder = folder(env);
        try {
            OwnCertificate kept = kept(folder);
            if (kept != null && isGood(kept.identity.certificate(), names, now)) return kept;
            return make(folder, names);
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot keep a certificate in " + folder + ": " + e.getMessage());
        }
    }

    private static Path folder(Map<String, String> env) {
        String cache = env.getOrDefault("XDG_CACHE_HOME", "");
        String home = env.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (cache.startsWith("/")) return Path.of(cache, FOLDER); // a relative one means nothing, says its standard
        if (!home.isEmpty() && Files.isDirectory(Path.of(home))) return Path.of(home, ".cache", FOLDER);
        throw new Exit(Exit.FAILED, "there is no folder to keep a certificate in: $XDG_CACHE_HOME or $HOME names it");
    }

    private static Set<String> names(Collection<String> hosts) {
        Set<String> names = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        for (String host : hosts) names.add(host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host);
        names.addAll(HostName.namesOfThisMachine());
        for (String address : HostName.addressesForOthers()) if (names.size() < MOST) names.add(address);
        names.removeIf(name -> !HostName.isAddress(name) && !isDnsName(name));
        names.remove("0.0.0.0");
        names.remove("[::]");
        return names;
    }

    /** As keytool takes them: every part begins with a letter or a digit. */
    private static boolean isDnsName(String name) {
        for (String part : name.split("\\.", -1)) {
            if (part.isEmpty() || part.charAt(0) == '-') return false;
        }
        return HostName.isPlain(name) && name.indexOf('_') < 0;
    }

    private static OwnCertificate kept(Path folder) {
        try {
            Path file = folder.resolve(CERTIFICATE);
            Identity identity = Identity.ofKeystore(folder.resolve(KEY).toString(), PASSWORD);
            boolean same = Files.readString(file).equals(pem(identity.certificate()));
            return same ? new OwnCertificate(identity, file) : null;
        } catch (IOException | Exit none) {
            return null;
        }
    }

    private static boolean isGood(X509Certificate certificate, Set<String> names, Instant now) {
        if (certificate.getNotBefore().toInstant().isAfter(now)) return false;
        if (certificate.getNotAfter().toInstant().isBefore(now.plus(REST))) return false;
        Set<String> its = new TreeSet<>();
        try {
            for (List<?> name : certificate.getSubjectAlternativeNames()) {
                if ((int) name.get(0) == DNS_NAME) its.add((String) name.get(1));
                else if ((int) name.get(0) == IP_ADDRESS) its.add(address((String) name.get(1)));
            }
        } catch (CertificateParsingException | NullPointerException none) {
            return false;
        }
        return its.containsAll(names);
    }

    /** As URLs have it: the JDK's form of version 6 is another. */
    private static String address(String given) {
        return given.indexOf(':') < 0 ? given : HostName.of(HostName.address("[" + given + "]"));
    }

    // ── made ──

    private static OwnCertificate make(Path folder, Set<String> names) throws IOException {
        Files.createDirectories(folder);
        onlyMine(folder, "rwx------");
        Path aside = Files.createTempDirectory(folder, "new"); // others may be making one, too
        try {
            Path key = aside.resolve(KEY);
            keytool(key, names);
            onlyMine(key, "rw-------");
            Identity identity = Identity.ofKeystore(key.toString(), PASSWORD);
            Path file = aside.resolve(CERTIFICATE);
            Files.writeString(file, pem(identity.certificate()));
            Files.move(key, folder.resolve(KEY), StandardCopyOption.REPLACE_EXISTING);
            return new OwnCertificate(identity, Files.move(file, folder.resolve(CERTIFICATE),
                    StandardCopyOption.REPLACE_EXISTING));
        } finally {
            Files.deleteIfExists(aside.resolve(KEY));
            Files.deleteIfExists(aside.resolve(CERTIFICATE));
            Files.deleteIfExists(aside);
        }
    }

    private static void onlyMine(Path path, String permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException windows) {
            // where a user's folders are his own
        }
    }

    private static void keytool(Path store, Set<String> names) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(tool) && !Files.isExecutable(tool.resolveSibling("keytool.exe"))) {
            throw new Exit(Exit.FAILED, "--tls makes a certificate with keytool, and there is no " + tool
                    + "; --cert and --key take one that you have");
        }
        List<String> line = new ArrayList<>(List.of(tool.toString(), "-genkeypair", "-alias", "sse", "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=localhost, O=sse.jar", "-validity", "" + LASTS.toDays(),
                "-ext", "KU=digitalSignature", "-ext", "EKU=serverAuth", "-ext", "SAN=" + san(names),
                "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            process.getOutputStream().close();
            String words = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) return;
            throw new Exit(Exit.FAILED, "keytool made no certificate: " + words.lines().findFirst().orElse("no word"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exit(Exit.FAILED, "interrupted while keytool made a certificate");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String san(Set<String> names) {
        StringBuilder san = new StringBuilder();
        for (String name : names) {
            san.append(san.isEmpty() ? "" : ",").append(HostName.isAddress(name) ? "ip:" : "dns:")
                    .append(HostName.bare(name));
        }
        return san.toString();
    }

    private static String pem(X509Certificate certificate) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
