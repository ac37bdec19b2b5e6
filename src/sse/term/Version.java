package sse.term;

/** Which sse.jar this is. */
public final class Version {
    private Version() {}

    /** {@return the version that the jar's manifest names, or null outside of a jar} */
    public static String ofTheJar() {
        return Version.class.getPackage().getImplementationVersion();
    }
}
