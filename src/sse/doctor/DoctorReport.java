package sse.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sse.doctor.Outcome.Level;
import sse.term.Console;
import sse.term.Window;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.JsonWriter;
import sse.text.Text;
import sse.text.Wrap;

/** Prints what the checks say, as soon as they do, and the end: for people, or a JSON object in each line. */
final class DoctorReport {
    private static final int LEVEL = 10; // columns
    private static final int SAYS = 17;

    private final Console console;
    private final boolean json;
    private final boolean colours;
    private final List<Outcome> outcomes = new ArrayList<>();

    DoctorReport(Console console, boolean json, boolean colours) {
        this.console = console;
        this.json = json;
        this.colours = colours && !json;
    }

    void add(List<Outcome> more) {
        for (Outcome outcome : more) add(outcome);
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
        if (json) {
            console.print(json(outcome) + "\n");
            return;
        }
        String code = outcome.code() == null ? "" : "  [" + outcome.code() + "]";
        console.println(start(outcome) + folded(Harmless.harmless(outcome.says()) + code));
        if (outcome.todo() != null) console.println(" ".repeat(SAYS) + folded("do: " + outcome.todo()));
    }

    /** The sentence in the last column, folded to the window. */
    private String folded(String sentence) {
        int window = Window.columns(console);
        return window == 0 ? sentence : Wrap.words(" ".repeat(SAYS), sentence, window).substring(SAYS);
    }

    private String start(Outcome outcome) {
        Level level = outcome.level();
        String check = outcome.check() + " ".repeat(LEVEL - outcome.check().length());
        String word = colours ? Text.painted(style(level), level.word) : level.word;
        return check + word + " ".repeat(SAYS - LEVEL - level.word.length());
    }

    private static String style(Level level) {
        return switch (level) {
            case OK -> Text.GREEN;
            case NOTE -> Text.CYAN;
            case WARN -> Text.YELLOW;
            case FAIL -> Text.BOLD_RED;
        };
    }

    private static String json(Outcome outcome) {
        JsonWriter json = JsonWriter.object().put("kind", "check").put("check", outcome.check())
                .put("level", outcome.level().word.toLowerCase(Locale.ROOT)).put("says", outcome.says());
        if (outcome.code() != null) json.put("code", outcome.code());
        if (outcome.todo() != null) json.put("do", outcome.todo());
        if (outcome.symptom() != null) json.put("symptom", outcome.symptom().word);
        return json.end().toString();
    }

    /** All that was said so far. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    long count(Level level) {
        return outcomes.stream().filter(outcome -> outcome.level() == level).count();
    }

    /**
     * The end: who does it, the settings, and the counts.
     *
     * @param spent such as {@code 20.0 s}
     * @param exit the exit code, which is given back
     */
    int end(Diagnosis diagnosis, String spent, int exit) {
        long failed = count(Level.FAIL);
        long warned = count(Level.WARN);
        if (json) {
            console.print(diagnosis.members(JsonWriter.object().put("kind", "summary").put("failed", failed)
                    .put("warnings", warned)).put("exit", exit).end() + "\n");
            return exit;
        }
        if (!diagnosis.says().isEmpty()) {
            console.println("");
            for (String line : diagnosis.says()) console.printFolded("", Harmless.harmless(line));
            for (Diagnosis.Setting setting : diagnosis.settings()) {
                console.printFolded("    ", setting.hop() + ": " + setting.text());
            }
        }
        String counts = failed + warned == 0 ? "nothing found" : failed + " failed, "
                + Figures.count(warned, "warning");
        console.println(counts + " in " + spent + (exit == 0 ? "" : "; exit " + exit));
        return exit;
    }
}
