package sse.client;

import sse.head.BrowserRules;

/** The page that asks with EventSource. */
public final class Page {
    private final String origin;
    private final boolean credentials;

    /**
     * A page.
     *
     * @param origin where it comes from
     * @param credentials whether it asks with {@code withCredentials}
     */
    public Page(String origin, boolean credentials) {
        this.origin = origin;
        this.credentials = credentials;
    }

    /** Why the page would never see this answer, or null. */
    public String objection(Answer answer) {
        String cors = Urls.origin(answer.uri()).equals(origin) ? null
                : BrowserRules.cors(answer.head(), origin, credentials);
        return cors != null || !answer.head().opens() ? cors : BrowserRules.charset(answer.head());
    }
}
