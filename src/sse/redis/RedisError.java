package sse.redis;

import java.io.IOException;
import sse.text.Harmless;

/** An answer of Redis that says no, as one sentence. */
final class RedisError extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 200;

    /** The first word, which says what kind of error it is. */
    final String code;

    RedisError(String answer) {
        super(sentence(answer));
        this.code = code(answer);
    }

    private static String code(String answer) {
        int space = answer.indexOf(' ');
        return space < 0 ? answer : answer.substring(0, space);
    }

    private static String sentence(String whole) {
        int words = whole.indexOf(", with args beginning"); // which may be a password
        String answer = words < 0 ? whole : whole.substring(0, words);
        return switch (code(answer)) {
            case "LOADING" -> "Redis is still loading its data";
            case "OOM" -> "Redis is full: maxmemory is reached, and its policy lets nothing go";
            case "READONLY" -> "this Redis is a replica and takes nothing: name the one that it copies";
            case "MISCONF" -> "Redis cannot save to its disk and takes nothing until it can; its log says why";
            case "NOAUTH" -> "Redis asks for a password: redis://:PASSWORD@HOST";
            case "WRONGPASS" -> "Redis does not know this user and password";
            case "NOPERM" -> "this user of Redis may not do that: " + Harmless.brief(answer, LONGEST);
            case "WRONGTYPE" -> "the key is something else in Redis, and no stream: --redis-key NAME takes another";
            case "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS" -> "Redis is there, but not whole: "
                    + Harmless.brief(answer, LONGEST);
            case "MOVED", "ASK" -> "this Redis is a part of a cluster, and the key is at another: "
                    + Harmless.brief(answer, LONGEST);
            case "BUSY" -> "Redis is busy with a script";
            case "DENIED" -> "Redis lets nobody in from another machine: it has no password (protected-mode)";
            default -> other(answer);
        };
    }

    private static String other(String answer) {
        if (answer.contains("without any password")) return "Redis has no password for this user: the URL needs none";
        if (answer.startsWith("ERR max number of clients")) return "Redis is full of clients: maxclients is reached";
        if (answer.startsWith("ERR DB index")) return "Redis has no database of this number";
        return answer.startsWith("ERR AUTH") || answer.startsWith("ERR invalid password")
                ? "Redis does not know this password: " + Harmless.brief(answer, LONGEST)
                : "Redis says: " + Harmless.brief(answer, LONGEST);
    }
}
