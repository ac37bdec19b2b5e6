package sse.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import sse.term.Exit;

/** A private key and the certificates that say whose it is, the server's own first. */
public final class Identity {
    private static final byte[] PROBE = "whose key is it?".getBytes(StandardCharsets.US_ASCII);
    private static final char[] IN_MEMORY = {};

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private Identity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * {@return that of files in PEM}
     *
     * @param keyFile null if the key is in the file of the certificates, too
     */
    public static Identity ofPem(String certificateFile, String keyFile) {
        Pem certificates = new Pem(certificateFile);
        List<X509Certificate> chain = certificates.certificates();
        PrivateKey key = keyFile == null ? certificates.key() : new Pem(keyFile).key();
        if (key == null && keyFile != null) throw Exit.usage("there is no private key in " + keyFile);
        if (key == null) throw Exit.usage("there is no private key in " + certificateFile + "; --key names its file");
        return fitting(key, chain, "the key in " + (keyFile == null ? certificateFile : keyFile)
                + " does not fit the certificate in " + certificateFile);
    }

    /** {@return that of a file in PKCS#12} */
    public static Identity ofKeystore(String file, String password) {
        return ofKeystore(file, Pem.bytes(file), password);
    }

    private static Identity ofKeystore(String file, byte[] bytes, String password) {
        char[] word = password == null ? new char[0] : password.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), word);
            for (String alias : Collections.list(store.aliases())) {
                if (!store.isKeyEntry(alias) || !(store.getKey(alias, word) instanceof PrivateKey key)) continue;
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate one : store.getCertificateChain(alias)) chain.add((X509Certificate) one);
                return fitting(key, chain, "the key in " + file + " does not fit its certificate");
            }
            throw Exit.usage("there is no private key with a certificate in " + file);
        } catch (UnrecoverableKeyException e) {
            throw locked(file, password);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) throw locked(file, password);
            throw Exit.usage(file + " is not PKCS#12; PEM is for --cert and --key");
        } catch (GeneralSecurityException e) {
            throw Exit.usage("cannot use " + file + ": " + e.getMessage());
        }
    }

    private static Exit locked(String file, String password) {
        return Exit.usage(password == null ? file + " asks for a password: put it into $SSE_KEYSTORE_PASSWORD"
                : "$SSE_KEYSTORE_PASSWORD is not the password of " + file);
    }

    /** With the certificate in front that is the key's, and behind it who vouches for whom, as far as it goes. */
    private static Identity fitting(PrivateKey key, List<X509Certificate> chain, String otherwise) {
        for (X509Certificate one : chain) {
            if (!fits(key, one.getPublicKey())) continue;
            List<X509Certificate> ordered = new ArrayList<>();
            for (X509Certificate next = one; next != null; next = issuer(next, chain, ordered)) ordered.add(next);
            return new Identity(key, ordered);
        }
        throw Exit.usage(otherwise);
    }

    private static X509Certificate issuer(X509Certificate of, List<X509Certificate> among,
            List<X509Certificate> known) {
        for (X509Certificate one : among) {
            boolean signed = one.getSubjectX500Principal().equals(of.getIssuerX500Principal());
            if (signed && !known.contains(one)) return one;
        }
        return null;
    }

    private static boolean fits(PrivateKey key, PublicKey publicKey) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** {@return what a server is given} */
    public SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(new Certificate[0]));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[0], null); // no client shows a certificate
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new Exit(Exit.TLS, "cannot set up TLS: " + e.getMessage());
        }
    }

    /** {@return the server's own certificate} */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** {@return the SHA-256 of the certificate, as browsers show it} */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(sha256(certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the SHA-256 of its public key, as Chromium's --ignore-certificate-errors-spki-list takes it} */
    public String keyHash() {
        return Base64.getEncoder().encodeToString(sha256(certificate().getPublicKey().getEncoded()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
