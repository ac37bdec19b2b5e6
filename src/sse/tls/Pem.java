package sse.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import sse.term.Exit;
import sse.term.NamedFile;

/** A file of certificates and keys in PEM: lines of Base64 between BEGIN and END (RFC 7468). */
final class Pem {
    private static final int LARGEST = 1 << 20;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");

    private record Block(String label, String text) {}

    private final String name;
    private final List<Block> blocks = new ArrayList<>();

    /** The file of this name. */
    Pem(String name) {
        this.name = name;
        String text = new String(bytes(name), StandardCharsets.ISO_8859_1);
        for (int at = 0; (at = text.indexOf(BEGIN, at)) >= 0; ) {
            int label = at + BEGIN.length();
            int body = text.indexOf(DASHES, label);
            int end = body < 0 ? -1 : text.indexOf(END, body);
            if (end < 0) throw Exit.usage(name + " breaks off: a block of it has no END");
            blocks.add(new Block(text.substring(label, body), text.substring(body + DASHES.length(), end)));
            at = end;
        }
        if (!blocks.isEmpty()) return;
        throw Exit.usage(name + " is not PEM, which has a line -----BEGIN; a file of PKCS#12 is for --keystore");
    }

    /** The bytes of a file that is small, as these are. */
    static byte[] bytes(String name) {
        try {
            Path path = NamedFile.path(name);
            if (Files.isDirectory(path)) throw Exit.usage("'" + name + "' is a folder");
            if (Files.size(path) > LARGEST) throw Exit.usage(name + " is no file of keys: it is larger than 1 MiB");
            return Files.readAllBytes(path);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw Exit.usage("there is no file '" + name + "'");
        } catch (IOException e) {
            throw Exit.usage("cannot read " + name);
        }
    }

    /** {@return its certificates, as they follow each other} */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (!block.label.equals("CERTIFICATE")) continue;
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                ByteArrayInputStream bytes = new ByteArrayInputStream(decoded(block));
                certificates.add((X509Certificate) factory.generateCertificate(bytes));
            } catch (CertificateException e) {
                throw Exit.usage(name + " has a certificate in it that cannot be read");
            }
        }
        if (certificates.isEmpty()) throw Exit.usage("there is no certificate in " + name);
        return certificates;
    }

    /** {@return its private key, or null if there is none} */
    PrivateKey key() {
        for (Block block : blocks) {
            if (!block.label.endsWith("PRIVATE KEY")) continue;
            boolean locked = block.label.startsWith("ENCRYPTED") || block.text.contains("Proc-Type:");
            if (locked || !block.label.equals("PRIVATE KEY")) throw toConvert(locked ? "encrypted" : block.label);
            return key(decoded(block));
        }
        return null;
    }

    private Exit toConvert(String what) {
        String kind = what.equals("encrypted") ? "is encrypted" : what.startsWith("RSA") ? "is in PKCS#1"
                : what.startsWith("EC") ? "is in SEC1" : "is in a form of its own";
        String file = name.indexOf('\'') < 0 && name.indexOf(' ') < 0 ? name : "FILE";
        return Exit.usage("the key in " + name + " " + kind + "; this makes it PKCS#8: openssl pkey -in " + file
                + " -out key8.pem");
    }

    private PrivateKey key(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // then it is of another
            }
        }
        throw Exit.usage(name + " has a key in it that is none of RSA, EC or Ed25519 that can be read");
    }

    private byte[] decoded(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.text);
        } catch (IllegalArgumentException e) {
            throw Exit.usage(name + " is damaged: its " + block.label.toLowerCase(Locale.ROOT)
                    + " is not Base64");
        }
    }
}
