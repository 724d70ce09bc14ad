package dev.carillon.trigger;

/** What a calendar interval of months or years does in a month that lacks its day. */
public enum EndOfMonth {

    /** Passes over that month: from 31 January every month comes 31 March. The default, as in APScheduler. */
    SKIP,

    /** Takes the last day of that month: from 31 January every month come 28 or 29 February and 31 March. */
    LAST_VALID_DAY
}
