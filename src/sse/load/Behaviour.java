package sse.load;

/** How a reader behaves. */
public enum Behaviour {
    /** It reads as fast as it can. */
    STEADY,
    /** It reads slowly. */
    SLOW,
    /** It disappears again and again, and comes back. */
    VANISHING
}
