package sse.doctor;

/**
 * What one check says.
 *
 * @param check its name, one word
 * @param level how bad it is
 * @param says one sentence
 * @param code that of lint for it, such as {@code SSE313}; or null
 * @param todo what to do about it; null where there is nothing, or the end of the report says it
 * @param symptom what a hop does that shows so; or null
 * @param fromServer whether the server itself shows it, where that was looked at
 */
record Outcome(String check, Level level, String says, String code, String todo, Hops.Symptom symptom,
        boolean fromServer) {

    /** How bad it is. */
    enum Level {
        OK("ok"), NOTE("note"), WARN("warn"), FAIL("FAIL");

        /** As it is printed. */
        final String word;

        Level(String word) {
            this.word = word;
        }
    }

    static Outcome ok(String check, String says) {
        return new Outcome(check, Level.OK, says, null, null, null, false);
    }

    static Outcome note(String check, String says) {
        return new Outcome(check, Level.NOTE, says, null, null, null, false);
    }

    static Outcome warn(String check, String says) {
        return new Outcome(check, Level.WARN, says, null, null, null, false);
    }

    static Outcome fail(String check, String says) {
        return new Outcome(check, Level.FAIL, says, null, null, null, false);
    }

    Outcome code(String code) {
        return new Outcome(check, level, says, code, todo, symptom, fromServer);
    }

    Outcome todo(String todo) {
        return new Outcome(check, level, says, code, todo, symptom, fromServer);
    }

    Outcome symptom(Hops.Symptom symptom, boolean fromServer) {
        return new Outcome(check, level, says, code, todo, symptom, fromServer);
    }
}
