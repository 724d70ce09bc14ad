package dev.carillon;

/** What becomes of a fire time that comes while {@code maxInstances} runs of its job are going, in the whole cluster. */
public enum LimitPolicy {
    /** The fire time is dropped, with an event. The default, as in APScheduler. */
    SKIP,
    /** The fire time is not consumed until a run ends; coalescing then applies to what has gathered. */
    QUEUE
}
