package sse.hub;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The forms that were made of entries, such as JSON: each is made once, whoever asks for it, and given to all who ask
 * as long as there is room for it; those that were made first go first. Any thread.
 *
 * <p>This, {@link Entry} and {@link View} need each other: a view makes a form of an entry, which keeps it.
 */
final class Forms {
    private static final int OVERHEAD = 150; // of a form: what stands for it here, and the head of its array

    /** One form of an entry. */
    static final class Made {
        private final Entry entry;
        private final View maker;
        private final byte[] bytes;
        private volatile Made next; // of the same entry

        private Made(Entry entry, View maker, byte[] bytes) {
            this.entry = entry;
            this.maker = maker;
            this.bytes = bytes;
        }

        private long cost() {
            return OVERHEAD + bytes.length;
        }
    }

    private final long most;
    private final Set<Made> made = new LinkedHashSet<>();
    private long bytes;

    /** So many bytes together; the newest may be larger. */
    Forms(long most) {
        this.most = most;
    }

    /** {@return the form of the entry that this view makes, or null if it shows nothing of it} */
    byte[] of(Entry entry, View maker) {
        Made found = find(entry, maker);
        if (found != null) return found.bytes;
        synchronized (entry) { // the others wait rather than make it, too
            found = find(entry, maker);
            if (found != null) return found.bytes;
            byte[] form = maker.of(entry);
            if (form != null) keep(new Made(entry, maker, form));
            return form;
        }
    }

    private static Made find(Entry entry, View maker) {
        Made of = entry.made;
        while (of != null && of.maker != maker) of = of.next;
        return of;
    }

    private synchronized void keep(Made form) {
        if (form.entry.gone) return;
        form.next = form.entry.made;
        form.entry.made = form;
        made.add(form);
        bytes += form.cost();
        while (bytes > most && made.size() > 1) drop(made.iterator().next());
    }

    private void drop(Made form) {
        made.remove(form);
        bytes -= form.cost();
        Made first = form.entry.made;
        if (first == form) {
            form.entry.made = form.next;
            return;
        }
        while (first.next != form) first = first.next;
        first.next = form.next;
    }

    /** The entry has left its log. */
    synchronized void release(Entry entry) {
        entry.gone = true;
        while (entry.made != null) drop(entry.made);
    }

    /** {@return what they take of memory, about} */
    synchronized long bytes() {
        return bytes;
    }
}
