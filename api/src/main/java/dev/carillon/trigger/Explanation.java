package dev.carillon.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a trigger fires when it does: a sentence, and its next times with the reason for each odd one. Texts are for
 * people and may change; the reasons may be relied upon.
 *
 * @param sentence what the trigger asks for, in English
 * @param times the next fire times in order, and among them those that were left out for a reason
 * @param zone the time zone in which people read the times: that of the trigger, or UTC
 */
public record Explanation(String sentence, List<Time> times, ZoneId zone) {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

    /** Takes a copy. */
    public Explanation {
        times = List.copyOf(times);
    }

    /** What is odd about a time. */
    public enum Reason {
        /** The local time is skipped by a change of the clock. */
        GAP,
        /** The local time is repeated by a change of the clock. */
        OVERLAP,
        /** A start, an end or a maximum number of runs keeps it from firing. */
        BOUND,
        /** It is left out by an exception or a holiday. */
        EXCLUDED
    }

    /**
     * A time of the trigger.
     *
     * @param time when
     * @param fires whether it fires then; else it would have, if not for the reason
     * @param reason what is odd about it; empty for an ordinary fire time
     * @param note the reason in words; empty for an ordinary fire time
     */
    public record Time(Instant time, boolean fires, Optional<Reason> reason, String note) {

        static Time ordinary(Instant time) {
            return new Time(time, true, Optional.empty(), "");
        }

        static Time odd(Instant time, Reason reason, String note) {
            return new Time(time, true, Optional.of(reason), note);
        }

        static Time leftOut(Instant time, Reason reason, String note) {
            return new Time(time, false, Optional.of(reason), note);
        }
    }

    /**
     * Returns all of it, a line for each time.
     *
     * @return some lines for people
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sentence);
        for (Time time : times) {
            text.append(System.lineSeparator())
                    .append(time.fires ? "  " : "  not ")
                    .append(FORM.format(time.time.atZone(zone)));
            if (!time.note.isEmpty()) {
                text.append(": ").append(time.note);
            }
        }
        return text.toString();
    }
}
