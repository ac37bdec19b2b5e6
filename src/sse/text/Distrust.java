package sse.text;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/**
 * Why a certificate is not believed, in words, from what the JDK throws then.
 *
 * @param says why
 * @param todo what may be done about it
 */
public record Distrust(String says, String todo) {
    /** {@return what it was, or null if no certificate was why} */
    public static Distrust of(Throwable e) {
        Throwable deepest = null; // those around it repeat it behind names of classes
        boolean names = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            names |= cause instanceof CertificateException;
            deepest = cause;
        }
        return names ? judge(deepest) : null;
    }

    private static Distrust judge(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (message.endsWith(".")) message = message.substring(0, message.length() - 1);
        return switch (e) {
            case CertPathBuilderException unknown -> new Distrust("it is signed by nobody who is known here",
                    "--cacert FILE names whom to trust");
            case CertificateExpiredException old -> new Distrust("it has expired (" + message + ")",
                    "the server needs a new one");
            case CertificateNotYetValidException early -> new Distrust("it is not good yet (" + message + ")",
                    "one of the two clocks may be wrong");
            default -> message.startsWith("No ")
                    ? new Distrust("it is for other names (" + message + ")", "the URL needs a name that is in it")
                    : new Distrust(message, "the server may need another one");
        };
    }
}
