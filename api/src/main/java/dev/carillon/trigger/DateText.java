package dev.carillon.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A date and time as people write it; see {@link DateTrigger#parse}. */
final class DateText {

    static final String EXAMPLE = "2026-12-24T18:00:00, or 2026-12-24T18:00:00+01:00";

    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:[ T]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?");

    private final String text;

    DateText(String text) {
        this.text = text;
    }

    Instant toInstant(ZoneId zone) {
        Matcher form = matcher();
        try {
            LocalDateTime local = LocalDateTime.of(date(form), time(form));
            String offset = form.group(8);
            return offset == null
                    ? local.atZone(zone).toInstant()
                    : OffsetDateTime.of(local, ZoneOffset.of(offset)).toInstant();
        } catch (DateTimeException fault) {
            throw impossible(fault);
        }
    }

    LocalDate toDate() {
        Matcher form = matcher();
        if (form.group(4) != null || text.strip().length() != 10) {
            throw new TriggerSyntaxException(
                    text,
                    Math.min(10, text.length()),
                    "A date alone is expected here, as year-month-day.",
                    "2026-12-24");
        }
        try {
            return date(form);
        } catch (DateTimeException fault) {
            throw impossible(fault);
        }
    }

    private Matcher matcher() {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            int place = form.reset().lookingAt() ? text.indexOf(text.strip()) + form.end() : 0;
            throw new TriggerSyntaxException(
                    text, place, "This is not a date and time as ISO-8601 writes them.", EXAMPLE);
        }
        return form;
    }

    private TriggerSyntaxException impossible(DateTimeException fault) {
        return new TriggerSyntaxException(
                text, 0, "There is no such date or time: " + fault.getMessage() + ".", EXAMPLE);
    }

    private static LocalDate date(Matcher form) {
        return LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
    }

    private static LocalTime time(Matcher form) {
        String fraction = form.group(7);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return LocalTime.of(number(form, 4), number(form, 5), number(form, 6), nanos);
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
