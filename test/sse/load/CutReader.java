package sse.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import sse.Event;
import sse.EventReader;
import sse.text.Json;

/**
 * A reader that is cut again and again, anywhere, and comes back with the last event ID it has: it judges whether it
 * was given each event once and in order, but for what a {@code gap} told of. For one thread.
 */
final class CutReader {
    private static final int IDLE_MILLIS = 30;

    /** What went wrong, in a sentence. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String says) {
            super(says);
        }
    }

    final Map<String, Integer> gaps = new TreeMap<>(); // by reason
    long events;
    long cuts;
    private final InetSocketAddress server;
    private final Truth truth;
    private final Truth.Choice choice;
    private final String path;
    private final boolean json;
    private final boolean poll;
    private final Random random;
    private String lastId = "";
    private Truth.Told last;                          // the newest event that was given, null for none
    private boolean begins;                           // anew, or behind a gap, and no event has come since
    private boolean ambiguous;                        // the gap said so
    private final Set<String> open = new HashSet<>(); // topics of which no event has come since it began

    /** A reader of this choice; a form is {@code sse} or {@code json}. */
    CutReader(InetSocketAddress server, Truth truth, Truth.Choice choice, String form, boolean poll, long seed) {
        this.server = server;
        this.truth = truth;
        this.choice = choice;
        this.json = form.equals("json");
        this.poll = poll;
        this.random = new Random(seed);
        String type = choice.type() == null ? "" : "&event=" + choice.type();
        this.path = "/" + String.join(",", choice.topics()) + "/" + form + "?since=all" + type;
    }

    /** Connects, reads some of what comes, and is cut. */
    void once() throws IOException, InterruptedException, Fault {
        int most = random.nextInt(random.nextInt(3) == 0 ? 300 : 6000);
        if (read(poll, most)) cuts++;
    }

    /** Reads all that is there; nothing is published any more. */
    void rest() throws IOException, InterruptedException, Fault {
        Truth.Told before;
        do {
            before = last;
            read(true, Integer.MAX_VALUE);
        } while (last != null && before != last); // none when sent away: it has seen the end
        if (last == null) return;
        for (Truth.Told left : truth.between(choice, last.n(), truth.size())) {
            boolean told = begins && truth.mayBeGone(left); // by a gap behind which nothing of this choice came
            if (!told) throw fault("lost at the end: " + left);
        }
    }

    /** Whether it was cut, and not ended by the server. */
    private boolean read(boolean poll, int most) throws IOException, InterruptedException, Fault {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        boolean cut;
        try (Socket socket = new Socket()) {
            socket.connect(server, 10_000);
            socket.setSoTimeout(poll ? 10_000 : IDLE_MILLIS);
            String resume = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            // 1.0: its body has no chunks around it
            socket.getOutputStream().write(("GET " + path + (poll ? "&poll=1" : "") + " HTTP/1.0\r\nHost: localhost\r\n"
                    + resume + "\r\n").getBytes(StandardCharsets.UTF_8));
            cut = copy(socket, got, most);
            if (cut && random.nextBoolean()) socket.setSoLinger(true, 0); // a reset
        }
        byte[] bytes = got.toByteArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (!cut) throw fault("no answer: " + text);
            return true;
        }
        String status = text.substring(0, text.indexOf('\r'));
        if (status.contains(" 204 ")) stayAway();
        else if (!status.contains(" 200 ")) throw fault(status);
        else judge(bytes, end + 4);
        return cut;
    }

    private static boolean copy(Socket socket, ByteArrayOutputStream got, int most) throws IOException {
        byte[] buffer = new byte[8192];
        try {
            while (got.size() < most) {
                int n = socket.getInputStream().read(buffer, 0, Math.min(buffer.length, most - got.size()));
                if (n < 0) return false;
                got.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException idle) {
            // nothing more is coming now
        }
        return true;
    }

    /** Right only for who has seen the end; it begins anew. */
    private void stayAway() throws Fault {
        if (choice.topics().size() > 1 || last == null || !last.closes()) throw fault("sent away");
        lastId = "";
        last = null;
    }

    private void judge(byte[] bytes, int from) throws IOException, InterruptedException, Fault {
        if (lastId.isEmpty()) begin();
        if (!begins) open.clear();
        boolean mustBeOver = choice.topics().size() == 1 && last != null && last.closes() && lastId.equals("close");
        if (mustBeOver) throw fault("not sent away");
        ByteArrayInputStream body = new ByteArrayInputStream(bytes, from, bytes.length - from);
        if (json) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            for (int start = 0, end; (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
                if (end > start) line(text.substring(start, end));
            }
            return;
        }
        EventReader reader = new EventReader(body, lastId);
        for (Event event; (event = reader.read()) != null; lastId = event.id()) given(event);
        lastId = reader.lastEventId(); // perhaps a place that was told before any event
    }

    private void line(String line) throws InterruptedException, Fault {
        try {
            Map<?, ?> map = (Map<?, ?>) Json.parse(line);
            given(new Event((String) map.get("id"), (String) map.get("type"), (String) map.get("data")));
            lastId = (String) map.get("id");
        } catch (Json.Malformed | ClassCastException e) {
            throw fault("no object: " + line);
        }
    }

    private void given(Event got) throws InterruptedException, Fault {
        if (got.type().equals("gap")) {
            gap(got.data());
            return;
        }
        events++;
        int space = got.data().indexOf(' ');
        boolean deleted = got.type().equals("close") && got.data().startsWith("{");
        Truth.Told event = truth.get(deleted ? truth.closing(got.id())
                : space < 0 ? -1 : Integer.parseInt(got.data().substring(0, space)));
        if (event == null || !choice.has(event)) throw fault("never published here: " + got);
        if (event.id() != null && !event.id().equals(got.id())) throw fault("not its id: " + got);
        if (last != null && event.n() <= last.n() && !ambiguous) throw fault("doubled or out of order: " + event);
        if (last != null) {
            for (Truth.Told left : truth.between(choice, last.n(), event.n())) {
                if (!open.contains(left.topic()) || !truth.mayBeGone(left)) {
                    throw fault("lost: " + left + ", given " + event);
                }
            }
        }
        open.remove(event.topic());
        ambiguous = false;
        begins = false;
        last = event;
    }

    /** What is gone of each topic up to its first event need not be told. */
    private void begin() {
        begins = true;
        open.addAll(choice.topics());
    }

    /** A gap has to be true: it may not be said where the reader could simply have gone on. */
    private void gap(String data) throws Fault {
        String reason = data.replaceAll(".*\"reason\":\"(.*)\"}", "$1");
        gaps.merge(reason, 1, Integer::sum);
        begin();
        switch (reason) {
            case "ambiguous" -> {
                if (truth.withId(lastId, choice.topics()) < 2) throw fault("not ambiguous");
                ambiguous = true;
            }
            case "evicted" -> {
                Truth.Choice any = new Truth.Choice(choice.topics(), null);
                boolean gone = last == null || ambiguous;
                for (Truth.Told left : gone ? Set.<Truth.Told>of() : truth.between(any, last.n(), truth.size())) {
                    gone |= truth.mayBeGone(left);
                }
                if (!gone) throw fault("nothing is gone");
            }
            default -> throw fault("a gap for no reason");
        }
    }

    private Fault fault(String says) {
        return new Fault(path.substring(0, Math.min(path.length(), 40)) + " with '" + lastId + "' behind " + last + ": "
                + says);
    }
}
