package sse.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what Redis answers, in version 2 or 3 of its protocol:
 * <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>. A text is a {@code byte[]}, a
 * simple text a String, a number a Long, Double or BigInteger; lists and sets are Lists, and so are maps, with keys
 * and values in turn; an error is a {@link RedisError}, nothing is null. What is pushed without having been asked for,
 * and what is said about an answer, is passed over. For one thread.
 */
final class ReplyReader {
    static final String CLOSED = "Redis has closed the connection";

    /** A list in a list, and so on, so deep at most. */
    static final int DEEPEST = 16;

    private static final int TLS_ALERT = 21; // how what refuses a text begins

    private static final int LONGEST_LINE = 64 << 10; // of an error, or of a number
    private static final int PART = 64 << 10;         // of a long text, which is believed as it comes

    private static final long LONGEST_TEXT = 512 << 20; // that Redis can have
    private static final int MOST_PUSHED = 10_000;    // between two answers

    private final InputStream in;
    private final String secret;
    private final long most;
    private final byte[] buffer = new byte[16 << 10];
    private int at;
    private int end;
    private long left; // of what an answer may have
    private boolean skims;
    private boolean leftOut;

    /**
     * Reads answers.
     *
     * @param secret what no error may repeat, or null
     * @param most what one may take: its bytes, and 16 for each element
     */
    ReplyReader(InputStream in, String secret, long most) {
        this.in = in;
        this.secret = secret;
        this.most = most;
    }

    /** An answer has more than is taken. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("an answer of Redis is larger than is taken");
        }
    }

    /** {@return the next answer} */
    Object read() throws IOException {
        for (int pushed = 0; pushed < MOST_PUSHED; pushed++) {
            left = most;
            leftOut = false;
            int type = next();
            if (type != '>') return value(type, 0);
            list(1, 0); // nobody has asked for it
        }
        throw strange("it says much, and nothing that it was asked");
    }

    /** From now on, or no longer, what finds no room in an answer is left out of it. */
    void skim(boolean skims) {
        this.skims = skims;
    }

    /** {@return whether something is left out of the last answer} */
    boolean leftOut() {
        return leftOut;
    }

    private Object value(int type, int depth) throws IOException {
        if (depth > DEEPEST) throw strange("lists in lists without end");
        take(16);
        return switch (type) {
            case '+' -> line();
            case '-' -> error(line().getBytes(StandardCharsets.ISO_8859_1));
            case ':' -> number();
            case '$' -> text();
            case '=' -> verbatim();
            case '!' -> error(text());
            case '*', '~' -> list(1, depth);
            case '%' -> list(2, depth);
            case '_' -> nothing();
            case '#' -> bool();
            case ',' -> real();
            case '(' -> big();
            case '|' -> {
                list(2, depth);
                yield value(next(), depth + 1);
            }
            case TLS_ALERT -> throw strange("if it is TLS, say rediss://");
            case 'H' -> throw strange("it may be a server of HTTP");
            default -> throw strange("it begins with byte " + type);
        };
    }

    private Object nothing() throws IOException {
        if (!line().isEmpty()) throw strange("a nothing that is something");
        return null;
    }

    private Boolean bool() throws IOException {
        String line = line();
        if (!line.equals("t") && !line.equals("f")) throw strange("neither true nor false");
        return line.equals("t");
    }

    private Double real() throws IOException {
        String line = line();
        try {
            return switch (line) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.valueOf(line);
            };
        } catch (NumberFormatException e) {
            throw strange("what should be a number is none");
        }
    }

    private BigInteger big() throws IOException {
        String line = line();
        if (line.length() > 1000) throw strange("a number without end");
        try {
            return new BigInteger(line);
        } catch (NumberFormatException e) {
            throw strange("what should be a number is none");
        }
    }

    private long number() throws IOException {
        String line = line();
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw strange("what should be a number is none");
        }
    }

    private byte[] text() throws IOException {
        long length = number();
        if (length == -1) return null; // as version 2 has it
        return bytes(length);
    }

    private byte[] bytes(long length) throws IOException {
        if (length < 0) throw strange("a length below zero");
        if (skims && length > left && length <= LONGEST_TEXT) {
            leftOut = true;
            pass(length);
            return null;
        }
        take(length);
        byte[] text = new byte[(int) Math.min(length, PART)];
        for (int done = 0; done < length; ) {
            if (done == text.length) {
                byte[] more = new byte[(int) Math.min(length, 2L * text.length)];
                System.arraycopy(text, 0, more, 0, done);
                text = more;
            }
            if (at == end) fill();
            int n = Math.min(end - at, text.length - done);
            System.arraycopy(buffer, at, text, done, n);
            at += n;
            done += n;
        }
        endText();
        return text;
    }

    private void pass(long length) throws IOException {
        for (long done = 0; done < length; ) {
            if (at == end) fill();
            long n = Math.min(end - at, length - done);
            at += (int) n;
            done += n;
        }
        endText();
    }

    private void endText() throws IOException {
        if (next() != '\r' || next() != '\n') throw strange("a text is longer than was said");
    }

    private byte[] verbatim() throws IOException {
        byte[] text = text();
        if (text == null || text.length < 4 || text[3] != ':') throw strange("a text without its format");
        return Arrays.copyOfRange(text, 4, text.length);
    }

    private RedisError error(byte[] text) {
        String answer = text == null ? "" : new String(text, StandardCharsets.UTF_8);
        return new RedisError(secret == null || secret.isEmpty() ? answer : answer.replace(secret, "..."));
    }

    /** Each of so many elements has so many values. */
    private List<Object> list(int values, int depth) throws IOException {
        long length = number();
        if (length == -1) return null;
        if (length < 0) throw strange("a length below zero");
        if (length > (skims ? Integer.MAX_VALUE : left / values)) throw new TooLarge();
        List<Object> list = new ArrayList<>((int) Math.min(length * values, 64));
        for (long i = 0; i < length * values; i++) {
            boolean room = !leftOut;
            Object value = value(next(), depth + 1);
            if (room) list.add(value);
        }
        return list;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b; (b = next()) != '\r'; ) {
            if (b == '\n' || line.length() == LONGEST_LINE) throw strange("a line that does not end");
            line.append((char) b);
        }
        if (next() != '\n') throw strange("half the end of a line");
        take(line.length());
        return line.toString();
    }

    private void take(long bytes) throws TooLarge {
        if (bytes > left && !skims) throw new TooLarge();
        leftOut |= bytes > left;
        left = Math.max(0, left - bytes);
    }

    private int next() throws IOException {
        if (at == end) fill();
        return buffer[at++] & 0xFF;
    }

    private void fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0) throw new EOFException(CLOSED);
        at = 0;
        end = n;
    }

    private static IOException strange(String what) {
        return new IOException("this does not speak as Redis does: " + what);
    }
}
