package sse.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import sse.http.Refusal;
import sse.http.Reply;
import sse.text.Digits;
import sse.text.JsonWriter;

/**
 * Long tasks and their progress. A GET starts one and shows it; a POST starts one and says where it can
 * be seen, {@code /demo/task/ID}, by as many as like. So many run at once; one more takes the place of the oldest
 * that nobody watches, so that a page which starts many keeps out nobody. Those that are over are remembered for a
 * while.
 */
final class TaskDemo extends Demo {
    private static final int MAX_RUNNING = 32;
    private static final int MAX_OVER = 64;
    private static final long KEPT_MILLIS = 5 * 60_000;
    private static final long MAX_MILLIS = 10 * 60_000;

    private final LongSupplier clock;
    private final Map<String, Task> tasks = new LinkedHashMap<>(); // by age; under its own lock

    TaskDemo(LongSupplier clock) {
        super("task", "a long task on the server and its progress, which many can watch", """
                ms=5000         how long the task takes (0 to 600000); or give every
                steps=20        in how many steps (1 to 1000)
                fail=70         at how many percent it fails
                """, "curl -N $", "curl -i -X POST $", "curl -N $/ID");
        this.clock = clock;
    }

    @Override
    String methods(String rest) {
        return rest.isEmpty() ? "GET, HEAD, POST, OPTIONS" : READING;
    }

    @Override
    void answer(Visit visit) throws IOException {
        Task.Plan plan = visit.rest().isEmpty() ? plan(visit.query()) : null;
        Asked terms = visit.terms(0);
        String lastId = visit.request().lastEventId();
        if (visit.request().method().equals("POST")) {
            visit.request().skipBody();
            accept(visit, start(plan, terms.seed()));
        } else if (lastId.equals(Delivery.CLOSE)) {
            visit.stayAway();
        } else if (plan == null) {
            join(visit, terms, find(visit.rest()));
        } else if (lastId.indexOf('-') > 0) {
            join(visit, terms, find(lastId.substring(0, lastId.indexOf('-'))));
        } else if (visit.isHead()) {
            visit.stream(terms, to -> { });
        } else {
            show(visit, terms, start(plan, terms.seed()), 0);
        }
    }

    private static Task.Plan plan(Query query) throws Refusal {
        int steps = (int) query.number("steps", 20, 1, 1000);
        long millis = query.number("ms", 5000, 0, MAX_MILLIS);
        if (query.text("every") != null) {
            if (query.text("ms") != null) {
                throw new Refusal(400, "ms and every say the same in two ways; give one of them");
            }
            millis = steps * query.millis("every", 0, "20ms", "1h");
            if (millis > MAX_MILLIS) {
                throw new Refusal(400, "steps times every is more than " + MAX_MILLIS + " milliseconds");
            }
        }
        String fail = query.text("fail");
        int failAt = Task.Plan.NO_FAILURE;
        if (fail != null) failAt = percent(fail);
        return new Task.Plan(millis, steps, failAt);
    }

    private static int percent(String text) throws Refusal {
        long percent = Digits.parse(text, 0, text.endsWith("%") ? text.length() - 1 : text.length());
        if (percent >= 0 && percent <= 100) return (int) percent;
        throw Query.bad("fail", "a percentage from 0 to 100", text);
    }

    private static void accept(Visit visit, Task task) throws IOException {
        String path = "/demo/task/" + task.id;
        visit.request().exchange().getResponseHeaders().set("Location", path);
        String json = JsonWriter.object().put("task", task.id).put("stream", path).end().toString();
        Reply.json(visit.request().exchange(), 202, json);
    }

    /** Those who come back go on where they were; those who come late are sent the last state first. */
    private static void join(Visit visit, Asked terms, Task task) throws IOException {
        int seen = task.seen(visit.request().lastEventId());
        boolean over = task.isAll(seen) || terms.n() > 0 && seen >= terms.n();
        if (over && terms.end().isFinal()) visit.stayAway();
        else show(visit, terms, task, seen > 0 ? seen : task.size() - 1);
    }

    private static void show(Visit visit, Asked terms, Task task, int seen) throws IOException {
        visit.request().exchange().getResponseHeaders().set("Content-Location", "/demo/task/" + task.id);
        visit.stream(terms, to -> task.show(to, seen, terms.n()));
    }

    private Task find(String id) throws Refusal {
        synchronized (tasks) {
            forgetOld();
            Task task = tasks.get(id);
            if (task == null) throw new Refusal(404, "there is no task " + JsonWriter.quoted(id) + " (any more)");
            return task;
        }
    }

    private Task start(Task.Plan plan, long seed) throws Refusal {
        String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36);
        Task task = new Task(id, plan, seed, clock);
        synchronized (tasks) {
            int running = tasks.size() - forgetOld();
            if (running >= MAX_RUNNING && !makeRoom()) {
                String sentence = "there are " + running + " tasks running that are watched, and no more are started";
                throw new Refusal(503, sentence, "Retry-After", "5");
            }
            tasks.put(task.id, task);
        }
        Thread.ofVirtual().name("sse-task-" + task.id).start(task);
        return task;
    }

    /** Stops the oldest task that nobody watches; returns whether there was one. */
    private boolean makeRoom() {
        for (Task task : tasks.values()) {
            if (task.overAt() >= 0 || task.isWatched()) continue;
            task.stop("nobody watched it, and another one took its place");
            return true;
        }
        return false;
    }

    /** Forgets tasks that have long been over, and all but the last of them; returns how many of those are left. */
    private int forgetOld() {
        long now = clock.getAsLong();
        List<Task> over = new ArrayList<>();
        for (Iterator<Task> all = tasks.values().iterator(); all.hasNext(); ) {
            Task task = all.next();
            long at = task.overAt();
            if (at < 0) continue;
            if (now - at > KEPT_MILLIS) all.remove();
            else over.add(task);
        }
        for (int i = 0; i < over.size() - MAX_OVER; i++) tasks.remove(over.get(i).id);
        return Math.min(over.size(), MAX_OVER);
    }
}
