package sse.hub;

/** A view whose forms are made once. It and {@link View}, which gives it away, need each other. */
final class Shared implements View {
    private final View maker;

    Shared(View maker) {
        this.maker = maker;
    }

    @Override
    public byte[] of(Entry entry) {
        return entry.in(maker);
    }
}
