package dev.carillon.core.scheduler;

import dev.carillon.ScheduledJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Jobs as a table for people. */
final class JobTable {

    private static final List<String> HEAD = List.of("STORE", "ID", "STATE", "NEXT", "EXECUTOR", "TRIGGER", "NAME");

    private static final int WIDEST = 60;
    private static final String ELLIPSIS = "...";

    private static final Set<Character.UnicodeScript> WIDE_SCRIPTS = EnumSet.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.HANGUL);

    private JobTable() {}

    static void print(List<ScheduledJob> jobs, Appendable out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        jobs.forEach(job -> rows.add(row(job)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        try {
            for (List<String> row : rows) {
                out.append(line(row, widths)).append(System.lineSeparator());
            }
            if (jobs.isEmpty()) {
                out.append("no jobs").append(System.lineSeparator());
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<String> row(ScheduledJob job) {
        return List.of(
                printable(job.store()),
                printable(job.id()),
                job.state().name(),
                job.nextFireTime().map(Object::toString).orElse("-"),
                printable(job.executor()),
                cut(printable(job.trigger().map(Object::toString).orElse("-"))),
                cut(printable(job.name())));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
        }
        return line.toString().stripTrailing();
    }

    /** One job is one line, and no text commands a terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> isControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isDirection(point);
    }

    /** These turn the rest of a line around. */
    private static boolean isDirection(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static String cut(String text) {
        if (width(text) <= WIDEST) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            width += columns(point);
            if (width > WIDEST - ELLIPSIS.length()) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.append(ELLIPSIS).toString();
    }

    private static int width(String text) {
        return text.codePoints().map(JobTable::columns).sum();
    }

    /** How many columns of a terminal a character takes. */
    private static int columns(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return Character.isIdeographic(point)
                || WIDE_SCRIPTS.contains(Character.UnicodeScript.of(point))
                || (point >= 0x3000 && point <= 0x303E)
                || (point >= 0xFF01 && point <= 0xFF60)
                || (point >= 0x1F300 && point <= 0x1FAFF);
    }
}
