package sse.cli;

/**
 * The program's entry, the one class compiled for Java 8: an older Java gets one clear sentence from
 * it, not a stack trace.
 *
 * <p>So this file keeps to the language and library of Java 8, and names no other class of the jar
 * but in {@link #main}'s last lines: the JVM links those only when it reaches them, after the check.
 */
public final class Main {
    /** The oldest Java that the rest of the jar runs on. */
    static final int OLDEST = 21;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its arguments
     * @throws Exception never for what a user can cause
     */
    public static void main(String[] args) throws Exception {
        String refusal = refusal(System.getProperty("java.specification.version"),
                System.getProperty("java.version"), System.getProperty("java.home"),
                System.getProperty("java.class.path"));
        if (refusal != null) {
            System.err.println(refusal);
            System.exit(1);
        }
        int code = Cli.main(args);
        // Success returns instead of calling exit: a JVM that ends because main has ended need not wait
        // for threads in native code, which costs exit up to 0.3 s.
        if (code != 0) {
            System.exit(code);
        }
    }

    /** {@return the words that refuse the Java described, and say what helps, or null if it is new enough} */
    static String refusal(String specification, String version, String home, String jar) {
        // "1.8" before Java 9, "9" to "17", "21" and so on since.
        String feature = specification.startsWith("1.") ? specification.substring(2) : specification;
        if (Integer.parseInt(feature) >= OLDEST) {
            return null;
        }
        String program = jar.indexOf('/') < 0 ? "./" + jar : jar;
        return "sse.jar needs Java " + OLDEST + " or newer; this is Java " + version + "\n"
                + "(" + home + ").\n"
                + "Run " + program + ", which looks for a newer one, or give the full path to one:\n"
                + "  /path/to/java -jar " + jar;
    }
}
