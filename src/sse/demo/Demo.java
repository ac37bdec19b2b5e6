package sse.demo;

import java.io.IOException;

/** A stream the jar makes itself. Serves all its readers at once. */
abstract class Demo {
    static final String READING = "GET, HEAD, OPTIONS";

    /** Its path below {@code /demo/}. */
    final String name;

    /** What it is good for, in a line. */
    final String about;

    /** Lines to copy; {@code $} stands for its URL. */
    final String[] example;

    /** Its own parameters, one a line. */
    final String parameters;

    Demo(String name, String about, String parameters, String... example) {
        this.name = name;
        this.about = about;
        this.parameters = parameters;
        this.example = example;
    }

    /**
     * {@return the methods it answers, as {@code Allow} lists them}
     *
     * @param rest the path behind its name
     */
    abstract String methods(String rest);

    /** {@return whether a POST leaves something behind} A page of another origin may not do that. */
    boolean keepsPosts() {
        return true;
    }

    /** Answers a request of one of its methods, but OPTIONS. */
    abstract void answer(Visit visit) throws IOException;
}
