package sse.term;

/**
 * What a command says when it ends, also when a signal ends it while it waits: a stream seldom ends by
 * itself. The command does its work while it holds the lock of this, so that the words find all in order.
 */
public final class OnSignal implements AutoCloseable {
    private final Runnable words;
    private final Thread hook = new Thread(this::sayAtTheEnd, "sse-last-words");
    private boolean said;

    public OnSignal(Runnable words) {
        this.words = words;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            said = true; // a signal ends the process already, while there is nothing to say yet
        }
    }

    /** Says them, unless they have been said. */
    public synchronized void say() {
        if (said) return;
        said = true;
        words.run();
    }

    /** Lets them unsaid: the command has come to its end, and says them itself. */
    public synchronized void silence() {
        said = true;
    }

    private void sayAtTheEnd() {
        try {
            say();
        } catch (Console.OutputClosed | Exit e) {
            // nobody hears them, and the process ends anyway
        }
    }

    /** Whether they have been said: then the process ends, and nothing more should be written. */
    public synchronized boolean said() {
        return said;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has run
        }
    }
}
