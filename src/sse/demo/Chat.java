package sse.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import sse.Event;
import sse.head.MediaType;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Draft;
import sse.hub.Entry;
import sse.hub.Gap;
import sse.hub.Hub;
import sse.hub.Start;
import sse.hub.Subscription;
import sse.hub.View;
import sse.text.JsonWriter;

/**
 * Rooms in which people talk: reading is a stream, writing a POST. A hub of its own keeps the last events of each
 * room, so that who comes late reads what was said, and who was away misses nothing.
 */
final class Chat extends Demo {
    private static final int KEPT = 50;
    private static final int ROOMS = 200;
    private static final int LONGEST = 8192;

    private final Hub rooms;
    private final LongSupplier clock;
    private final AtomicLong guests = new AtomicLong();

    Chat(LongSupplier clock) {
        super("chat", "rooms to talk in: reading is a stream, writing is a POST", """
                room=a          the room
                from=An         who reads or writes (guest 1, guest 2 ...)
                text=hi         what is said; or in the body, as a form or as JSON
                """, "curl -N '$?from=An'", "curl -d text=hi '$?from=Binh'");
        this.clock = clock;
        this.rooms = new Hub(new Hub.Limits(KEPT, 4 << 20, ROOMS), clock);
    }

    @Override
    String methods(String rest) {
        return "GET, HEAD, POST, OPTIONS";
    }

    @Override
    void answer(Visit visit) throws IOException {
        visit.refuseBelow(name);
        String room = or(visit.query().text("room"), "a");
        if (!Hub.isTopicName(room)) throw Query.bad("room", "1 to 128 letters, digits, _, -, ~ and .", room);
        String from = visit.query().text("from");
        String text = visit.query().text("text");
        Asked terms = visit.terms(0);
        if (visit.request().method().equals("POST")) {
            say(visit, room, from, text);
        } else if (visit.isHead()) {
            visit.stream(terms, to -> { });
        } else {
            listen(visit, terms, room, from);
        }
    }

    private void say(Visit visit, String room, String from, String text) throws IOException {
        String who = from;
        String what = text;
        String body = new String(visit.server().body(visit.request(), LONGEST), StandardCharsets.UTF_8);
        MediaType type = visit.request().contentType();
        switch (type == null ? "" : type.essence()) {
            case "application/json" -> {
                Map<?, ?> said = Visit.object(body);
                who = said.get("from") instanceof String s ? s : who;
                what = said.get("text") instanceof String s ? s : what;
            }
            case "application/x-www-form-urlencoded" -> {
                Map<String, String> form = isForm(body) ? Request.pairs(body) : Map.of("text", body);
                who = or(form.get("from"), who);
                what = or(form.get("text"), what);
            }
            default -> what = body.isEmpty() ? what : body;
        }
        if (what == null || what.isBlank()) {
            throw new Refusal(400, "there is nothing to say: send text=..., {\"text\":\"...\"} or the text itself");
        }
        String id = tell(room, "say", or(who, guest()), what);
        Reply.json(visit.request().exchange(), 201, JsonWriter.object().put("id", id).end().toString());
    }

    /** What {@code curl -d} sends says that it is one, whatever it is. */
    private static boolean isForm(String body) {
        return body.startsWith("text=") || body.startsWith("from=");
    }

    private void listen(Visit visit, Asked terms, String room, String from) throws IOException {
        String asked = visit.request().lastEventId();
        if (asked.equals(Delivery.CLOSE)) {
            visit.stayAway();
            return;
        }
        Subscription seen = subscribe(room, asked);
        String who = or(from, guest());
        try (seen) {
            visit.stream(terms, to -> {
                Hub.Listener bell = weight -> to.stream.wake();
                rooms.listen(bell);
                tell(room, "join", who, null);
                try {
                    send(seen, to, terms);
                } finally {
                    rooms.unlisten(bell);
                    tell(room, "leave", who, null);
                }
            });
        }
    }

    private Subscription subscribe(String room, String asked) throws Refusal {
        try {
            return rooms.subscribe(List.of(room), asked.isEmpty() ? Start.OLDEST : Start.after(asked), View.STREAM);
        } catch (IllegalStateException e) {
            throw full();
        }
    }

    private static void send(Subscription seen, Delivery to, Asked terms) throws IOException, InterruptedException {
        Gap gap = seen.gap();
        if (gap != null) to.tell(Numbered.gap(gap.asked(), gap.reason(), gap.oldest(), null));
        for (long sent = 0; terms.n() == 0 || sent < terms.n(); ) {
            to.stream.await(seen::behind);
            Entry entry = seen.next(Duration.ZERO);
            if (entry == null) {
                if (seen.lost()) return;
                continue;
            }
            to.send(entry.event());
            sent++;
            if (to.cut()) return;
        }
        to.end();
    }

    private static Refusal full() {
        return new Refusal(503, "there are " + ROOMS + " rooms, and no more are made");
    }

    private String tell(String room, String type, String from, String text) throws Refusal {
        JsonWriter data = JsonWriter.object().put("from", from);
        if (text != null) data.put("text", text);
        Event event = new Event(null, type, data.put("at", clock.getAsLong()).end().toString());
        try {
            return rooms.publish(room, List.of(Draft.of(event))).id();
        } catch (IllegalStateException e) {
            throw full();
        }
    }

    private String guest() {
        return "guest " + guests.incrementAndGet();
    }

    private static String or(String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }
}
