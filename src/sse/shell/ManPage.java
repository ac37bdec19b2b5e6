package sse.shell;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.util.List;
import sse.term.Version;
import sse.text.Wrap;

/** The manual page, {@code sse(1)}: all help texts in one, in the language of troff, and laid out anew by it. */
public final class ManPage {
    private static final String ENVIRONMENT = """
              PORT               the port of serve without -p
              SSE_URL            the server of topics that are named without one
              SSE_TOKEN          the token that serve asks for, and that own servers are sent
              http_proxy, https_proxy, no_proxy
                                 as curl takes them, in either case
              NO_COLOR           no colours, whatever the terminal can
              CLICOLOR_FORCE     colours also where the output is no terminal
              JAVA_HOME          the Java to run on, if it is 21 or newer
              XDG_CACHE_HOME     the folder of what makes the next start faster (~/.cache)
            """;

    private static final String SEE = "curl(1); https://html.spec.whatwg.org/multipage/server-sent-events.html";

    private static final int WIDTH = 80;
    private static final int INDENT = 7; // of a section
    private static final int SOURCE_WIDTH = 60; // some characters take four

    private final StringBuilder page = new StringBuilder();

    /**
     * The page of all commands.
     *
     * @param overview the help of all of them together
     */
    public ManPage(String overview, List<Usage> commands) {
        String version = Version.ofTheJar();
        page.append(".TH SSE 1 \"").append(day()).append("\" \"sse.jar").append(version == null ? "" : " " + version)
                .append("\"\n.ad l\n.nh\n");
        section("NAME").line("sse - serve, watch, learn and debug Server-Sent Events");
        section("SYNOPSIS").line("sse [COMMAND] [OPTION...] [WORD...]");
        more("DESCRIPTION", overview).section("COMMANDS");
        for (Usage usage : commands) if (!usage.text().equals(overview)) command(usage);
    }

    /** Adds another help, under this title. */
    public ManPage more(String title, String help) {
        section(title).parts(Layout.of(help));
        return this;
    }

    /** Adds lines that are laid out already. */
    public ManPage asItIs(String title, String lines) {
        section(title).page.append(".nf\n.in 0\n");
        for (String line : lines.split("\n")) line(line);
        page.append(".fi\n");
        return this;
    }

    /** {@return the page, to its end} */
    public String text() {
        more("ENVIRONMENT", ENVIRONMENT).section("SEE ALSO").line(SEE);
        return page.toString();
    }

    /** The day on which the sources were committed: the jar's files have that time. Empty outside of a jar. */
    private static String day() {
        try {
            URLConnection file = ManPage.class.getResource("ManPage.class").openConnection();
            boolean inJar = file instanceof JarURLConnection;
            return inJar ? ((JarURLConnection) file).getJarEntry().getTimeLocal().toLocalDate().toString() : "";
        } catch (IOException e) {
            return ""; // the jar is gone
        }
    }

    private ManPage section(String title) {
        page.append(".SH ").append(title).append('\n');
        return this;
    }

    /** A help begins with how the command is typed, a colon, and what it does. */
    private void command(Usage usage) {
        List<Layout.Part> parts = Layout.of(usage.text());
        String first = parts.get(0).words();
        int colon = first.indexOf(": ");
        page.append(".SS \"").append(escaped(first.substring(0, colon))).append("\"\n");
        words(Character.toUpperCase(first.charAt(colon + 2)) + first.substring(colon + 3) + ".");
        parts(parts.subList(1, parts.size()));
    }

    private void parts(List<Layout.Part> parts) {
        boolean first = page.lastIndexOf("\n.SH ") == page.lastIndexOf("\n", page.length() - 2); // behind its title
        boolean lines = false; // that stand as they are: rows without words
        for (Layout.Part part : parts) {
            boolean bare = part.tag() != null && part.words().isEmpty();
            if (lines && !bare) page.append(".fi\n");
            if (bare && !lines) page.append(".PP\n.nf\n");
            else if (part.tag() == null && !first) page.append(".PP\n");
            else if (part.tag() != null && !bare) page.append(".TP\n");
            first = false;
            lines = bare;
            boolean wide = bare && part.tag().length() > WIDTH - INDENT;
            if (wide) page.append(".in 4n\n");
            if (part.tag() != null) tag(part);
            if (wide) page.append(".in\n");
            if (!bare) words(part.words());
        }
        if (lines) page.append(".fi\n");
    }

    /** In bold, but for what stands for a value of an option. */
    private void tag(Layout.Part part) {
        boolean option = !part.options().isEmpty();
        StringBuilder tag = new StringBuilder();
        for (String word : option ? part.tag().split(" ") : new String[] {part.tag()}) {
            if (!tag.isEmpty()) tag.append(' ');
            tag.append(option && !word.startsWith("-") ? "\\fI" : "\\fB").append(escaped(word)).append("\\fR");
        }
        page.append(tag).append('\n');
    }

    private void line(String text) {
        String line = escaped(text);
        page.append(line.startsWith(".") ? "\\&" : "").append(line).append('\n');
    }

    /** Lines that troff fills. */
    private void words(String text) {
        for (String line : Wrap.words("", text, SOURCE_WIDTH).split("\n")) line(line);
    }

    /** The text as troff prints it unchanged, with the program under the name that it has when it is installed. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.replace("$0", "sse").codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\e");
                case '-' -> out.append("\\-");
                case '\'' -> out.append("\\(aq");
                case '`' -> out.append("\\(ga");
                case '^' -> out.append("\\(ha");
                case '~' -> out.append("\\(ti");
                case '"' -> out.append("\\(dq");
                default -> {
                    if (c < 0x80) out.append((char) c);
                    else out.append(String.format("\\[u%04X]", c));
                }
            }
        });
        return out.toString();
    }
}
