package sse.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who signs certificates, made by openssl in a folder; skips the test where there is none. */
public final class OpensslCa {
    /** The certificate of who signs. */
    public final Path file;
    private final Path folder;

    /** A certificate and its key, in files. */
    public record Pair(Path certificate, Path key) {}

    public OpensslCa(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try {
            openssl("version");
        } catch (IOException none) {
            assumeTrue(false, "no openssl on the PATH");
        }
        file = selfSigned("ca", "DNS:ca.test").certificate();
    }

    /** One that is signed by its own key. */
    public Pair selfSigned(String name, String names) throws IOException, InterruptedException {
        Pair pair = pair(name);
        openssl(words(name, names, "-x509", "-days", "9", "-out", pair.certificate.toString()));
        return pair;
    }

    /** One for these names, such as {@code DNS:a.test,IP:127.0.0.1}, that is good for so many days; or was, if less. */
    public Pair signed(String name, String names, int days) throws IOException, InterruptedException {
        Pair pair = pair(name);
        Path request = folder.resolve(name + ".csr");
        Path more = folder.resolve(name + ".ext");
        Files.writeString(more, "subjectAltName=" + names);
        openssl(words(name, names, "-out", request.toString()));
        openssl("x509", "-req", "-in", request.toString(), "-CA", file.toString(), "-CAkey",
                pair("ca").key.toString(), "-set_serial", "7", "-days", "" + days, "-extfile", more.toString(), "-out",
                pair.certificate.toString());
        return pair;
    }

    private Pair pair(String name) {
        return new Pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    private String[] words(String name, String names, String... more) {
        List<String> words = new ArrayList<>(List.of("req", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", pair(name).key.toString(), "-subj", "/CN=" + name,
                "-addext", "subjectAltName=" + names));
        words.addAll(List.of(more));
        return words.toArray(new String[0]);
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Path said = folder.resolve("openssl-said");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertEquals(0, process.waitFor(), () -> words[0] + " in " + said);
    }
}
