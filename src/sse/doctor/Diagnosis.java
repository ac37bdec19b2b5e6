package sse.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.doctor.Outcome.Level;
import sse.text.JsonWriter;

/**
 * Who does what was found, and what sets it right.
 *
 * @param says whole sentences
 * @param settings the lines that free the events
 */
record Diagnosis(List<String> says, List<Setting> settings) {
    private static final String SOMEWHERE = "there"; // at nobody who shows himself

    /**
     * What is to be changed.
     *
     * @param hop at whom
     * @param symptom what it ends
     * @param text in the words of that product
     */
    record Setting(String hop, Symptom symptom, String text) {}

    /**
     * Names the hops that can do what was found.
     *
     * @param outcomes all that was found
     * @param between the hops that the head shows, but not that of the direct way, where there is one
     * @param server those that the direct way shows
     * @param compared whether there was a direct way
     */
    static Diagnosis of(List<Outcome> outcomes, List<Seen> between, List<Seen> server, boolean compared) {
        Map<Symptom, Boolean> symptoms = new EnumMap<>(Symptom.class); // and whether the server itself shows it
        for (Outcome outcome : outcomes) {
            boolean counts = outcome.symptom() != null && outcome.level().compareTo(Level.WARN) >= 0;
            if (counts) symptoms.merge(outcome.symptom(), outcome.fromServer(), Boolean::logicalAnd);
        }
        List<String> says = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        says(symptoms, false, between, compared, says, settings);
        says(symptoms, true, server, compared, says, settings);
        return new Diagnosis(says, settings);
    }

    /** Of nothing but silence: it may be the server, or who answers at the door, if somebody is seen there. */
    static Diagnosis either(Seen door) {
        String setting = door == null ? null : door.hop().settings().get(Symptom.BUFFERS);
        if (setting == null) return new Diagnosis(List.of(), List.of());
        String says = "Either the server does not answer, which --direct URL would show, or " + door.hop().name()
                + " (" + HeadCheck.shows(door) + ") in front of it waits for more.";
        return new Diagnosis(List.of(says), List.of(new Setting(door.hop().name(), Symptom.BUFFERS, setting)));
    }

    /** Of no stream: the first of these that may have answered by itself; nulls among them are nobody. */
    static Diagnosis itself(List<Seen> shown) {
        List<Symptom> does = List.of(Symptom.ANSWERS_ITSELF);
        for (Seen seen : shown) {
            String setting = seen == null ? null : seen.hop().settings().get(does.get(0));
            if (setting != null) return new Diagnosis(List.of(sentence(seen, does, false, false, 0)),
                    List.of(new Setting(seen.hop().name(), does.get(0), setting)));
        }
        return new Diagnosis(List.of(), List.of());
    }

    /** Whether for all that was found there is somebody who shows himself. */
    boolean isWhole() {
        for (Setting setting : settings) {
            if (setting.hop.equals(SOMEWHERE)) return false;
        }
        return true;
    }

    private static void says(Map<Symptom, Boolean> symptoms, boolean atServer, List<Seen> hops, boolean compared,
            List<String> says, List<Setting> settings) {
        List<Symptom> here = new ArrayList<>();
        for (Map.Entry<Symptom, Boolean> entry : symptoms.entrySet()) {
            if (entry.getValue() == atServer) here.add(entry.getKey());
        }
        List<Symptom> unclaimed = new ArrayList<>(here);
        int claimed = 0;
        for (Seen seen : hops) {
            List<Symptom> can = new ArrayList<>(here);
            can.retainAll(seen.hop().settings().keySet());
            if (can.isEmpty()) continue;
            unclaimed.removeAll(can);
            says.add(sentence(seen, can, atServer, compared, claimed++));
            for (Symptom symptom : can) {
                settings.add(new Setting(seen.hop().name(), symptom, seen.hop().settings().get(symptom)));
            }
        }
        if (unclaimed.isEmpty()) return;
        String who = atServer ? "It is the server itself, asked directly" : compared
                ? "It is something between the server and you that does not name itself"
                : "It looks like the server, or something in front of it that does not name itself";
        says.add(who + ": it " + does(unclaimed) + "." + (atServer || compared ? "" : " --direct URL tells which."));
        for (Symptom symptom : unclaimed) settings.add(new Setting(SOMEWHERE, symptom, anywhere(symptom)));
    }

    private static String sentence(Seen seen, List<Symptom> can, boolean atServer, boolean compared, int before) {
        String name = seen.hop().name() + " (" + HeadCheck.shows(seen) + ")";
        boolean sure = compared && seen.certain();
        String is = before > 0 ? "Or it is " : sure ? "It is " : "It looks like ";
        if (atServer) return is + name + ", at the server itself: it " + does(can) + ".";
        return is + name + (compared ? ", between the server and you" : "") + ": it " + does(can) + ".";
    }

    private static String does(List<Symptom> symptoms) {
        StringBuilder says = new StringBuilder();
        for (int i = 0; i < symptoms.size(); i++) {
            says.append(i == 0 ? "" : i == symptoms.size() - 1 ? " and " : ", ").append(does(symptoms.get(i)));
        }
        return says.toString();
    }

    private static String does(Symptom symptom) {
        return switch (symptom) {
            case BUFFERS -> "collects the answer in a buffer";
            case COMPRESSES -> "compresses text/event-stream and does not flush";
            case CUTS_IDLE -> "cuts a silent stream";
            case CUTS_LONG -> "cuts a stream that lasts long";
            case ANSWERS_ITSELF -> "answers by itself";
            case HTTP10 -> "may ask the server in HTTP/1.0";
            case CACHES -> "answers out of a cache";
            case DROPS_COMMENTS -> "drops comments";
            case NO_CORS -> "keeps pages of other origins out";
        };
    }

    /** What helps wherever it is. */
    private static String anywhere(Symptom symptom) {
        return switch (symptom) {
            case BUFFERS -> "flush after each event; no buffering of responses of this type";
            case COMPRESSES -> "no compression of text/event-stream; Cache-Control: no-cache, no-transform";
            case CUTS_IDLE -> "a comment each 15 s, flushed; or a longer timeout";
            case CUTS_LONG -> "no limit for this path; or let the reader come back with Last-Event-ID";
            case ANSWERS_ITSELF -> "lead this path to the server";
            case HTTP10 -> "let it ask the server in HTTP/1.1";
            case CACHES -> "Cache-Control: no-store; no caching of this path";
            case DROPS_COMMENTS -> "events as heartbeats, in place of comments";
            case NO_CORS -> "Access-Control-Allow-Origin that names the page's origin";
        };
    }

    JsonWriter members(JsonWriter json) {
        json.array("says");
        for (String line : says) json.add(line);
        json.end().array("settings");
        for (Setting setting : settings) {
            json.open().put("hop", setting.hop).put("symptom", setting.symptom.word).put("do", setting.text).end();
        }
        return json.end();
    }
}
