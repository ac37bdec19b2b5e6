package sse.hub;

/**
 * What a reader is shown that has been further than this hub is, at another that follows the same journal: what comes
 * up to there it has seen.
 */
record Unseen(long seen, View view) implements View {
    @Override
    public byte[] of(Entry entry) {
        return entry.seq <= seen ? null : view.of(entry);
    }

    View of() {
        return view;
    }
}
