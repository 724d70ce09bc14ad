package dev.carillon.trigger;

import java.util.BitSet;

/**
 * One field of a cron trigger, read.
 *
 * @param text its normal form, in the grammar of the field form
 * @param bits the values as bits by their number; for the year, by the years since 1970
 * @param nthWeekdays for the day: bit {@code 7 * (n - 1) + weekday} for each n-th weekday of the month, Monday is 0
 * @param lastDay for the day: whether the last of the month matches
 * @param lastWeekdays for the day: bit {@code weekday} for each last weekday of the month
 * @param starred whether the text began with a star
 * @param wild whether the text is {@code *} or {@code *}{@code /n} and nothing else
 */
record CronFieldValue(
        String text, BitSet bits, long nthWeekdays, boolean lastDay, int lastWeekdays, boolean starred, boolean wild) {

    /** The bits as a number, for fields of at most 64 values. */
    long mask() {
        long[] words = bits.toLongArray();
        return words.length == 0 ? 0 : words[0];
    }

    /** Whether every value matches. */
    boolean isEvery(CronField field) {
        return bits.cardinality() == field.max - field.min + 1;
    }

    /** Whether the field names days by their place among the weekdays or from the end of the month. */
    boolean isRelative() {
        return lastDay || nthWeekdays != 0 || lastWeekdays != 0;
    }
}
