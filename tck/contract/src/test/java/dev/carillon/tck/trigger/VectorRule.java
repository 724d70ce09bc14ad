package dev.carillon.tck.trigger;

/**
 * The deviations from APScheduler that are allowed. Each is stated in the design (section 6) or by a REC mark of the
 * APScheduler semantics, and a case counts under a rule only if it came out exactly as the rule says.
 */
enum VectorRule {
    /** Vectors README: a cron trigger without any field is an error. */
    NO_FIELD_IS_AN_ERROR,
    /** Design 6: an expression that can never match is rejected when built. */
    NEVER_MATCHING_IS_REJECTED,
    /** REC of 1.5, parsing: names are matched as a whole; text after them is an error. */
    TEXT_AFTER_A_NAME_IS_REJECTED,
    /** REC of 1.5, parsing: ranges of names may have steps. */
    STEPS_ON_NAMES_COUNT,
    /** REC of 1.5, weekdays: ranges of weekdays may run over the end of the week. */
    WEEKDAY_RANGES_WRAP,
    /** REC of 1.2: the digits after the point are a fraction. */
    FRACTION_OF_A_SECOND,
    /** REC of 1.2: what ISO-8601 allows is accepted. */
    ISO_TEXT_IS_ACCEPTED,
    /** Design 6: zero and negative intervals are rejected. */
    INTERVAL_IS_POSITIVE,
    /** REC of 1.1: fire times strictly increase. */
    SAME_INSTANT_FIRES_ONCE,
    /** REC of 1.7 and design 6: agreement is stateless, so each time may take part in it more than once. */
    AGREEMENT_WITHOUT_STATE,
    /** Vectors README: a search that APScheduler gave up either ends with our own error or finds what there is. */
    SEARCH_GOES_ON,
    /** The value has a type of its own in Java, so that the compiler rejects it. */
    REJECTED_BY_THE_COMPILER,
    /** Vectors README: cron4.json is there for comparison; what differs is counted, not promised. */
    COMPARISON_ONLY,
    /** Vectors README: calls without a previous time, or with a clock that was set back, document APScheduler only. */
    DOCUMENTS_APSCHEDULER_ONLY;

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
