package sse.hub;

/**
 * What a subscription is sent of each entry: its block as it stands, another form of it, or nothing.
 * Readers with equal views at the same place share their bytes. Any thread may ask.
 */
public interface View {
    /** Every event as it was encoded. */
    View STREAM = Entry::block;

    /** {@return a view that shows the same; what it makes of an entry is made once and shared by all its readers} */
    static View shared(View maker) {
        return new Shared(maker);
    }

    /** {@return the bytes to send of this entry, or null to send nothing} Shared: not to be written to. */
    byte[] of(Entry entry);
}
