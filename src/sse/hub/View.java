package sse.hub;

/**
 * What a subscription is sent of each entry: its block as it stands, another form of it, or nothing.
 * Readers with the same view object at the same place share their bytes. Any thread may ask.
 */
public interface View {
    /** Every event as it was encoded. */
    View STREAM = Entry::block;

    /** {@return the bytes to send of this entry, or null to send nothing} Shared: not to be written to. */
    byte[] of(Entry entry);
}
