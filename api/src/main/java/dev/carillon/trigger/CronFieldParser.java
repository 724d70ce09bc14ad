package dev.carillon.trigger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Reads one field of a cron trigger: parts, separated by commas, of the forms <code>*</code>, <code>*&#47;s</code>,
 * <code>a</code>, <code>a/s</code>, <code>a-b</code>, <code>a-b/s</code>, the same with names, and for the day
 * {@code last}, {@code last fri} and {@code 2nd tue}. Reads one field and is then spent.
 */
final class CronFieldParser {

    private static final List<String> POSITIONS = List.of("1st", "2nd", "3rd", "4th", "5th");
    private static final int TOO_LARGE = 1_000_000;

    private final CronField field;
    private final String whole;
    private final int offset;
    private final String example;
    private final boolean sundayIsZero;
    private final BitSet bits = new BitSet();
    private final List<String> texts = new ArrayList<>();
    private long nthWeekdays;
    private boolean lastDay;
    private int lastWeekdays;
    private boolean wild;

    private String part = "";
    private int partStart;
    private int at;

    /**
     * Makes a parser for one field.
     *
     * @param whole the text that errors show
     * @param offset where in it the field begins
     * @param example a text that works
     * @param sundayIsZero whether weekday numbers are those of Unix, else Monday is 0
     */
    CronFieldParser(CronField field, String whole, int offset, String example, boolean sundayIsZero) {
        this.field = field;
        this.whole = whole;
        this.offset = offset;
        this.example = example;
        this.sundayIsZero = sundayIsZero && field == CronField.DAY_OF_WEEK;
    }

    CronFieldValue parse(String text) {
        int from = 0;
        int parts = 0;
        boolean starred = false;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            setPart(text, from, to, comma < 0, parts == 0);
            if (part.isEmpty()) {
                throw fault(0, capital() + " is missing a value here.");
            }
            starred |= parts == 0 && part.charAt(0) == '*';
            readPart();
            parts++;
            from = to + 1;
        }
        return new CronFieldValue(
                String.join(",", texts), bits, nthWeekdays, lastDay, lastWeekdays, starred, wild && parts == 1);
    }

    /** Around a comma only blanks may stand, around the whole any white space. */
    private void setPart(String text, int from, int to, boolean last, boolean first) {
        int start = from;
        int end = to;
        while (start < end && (text.charAt(start) == ' ' || (first && Character.isWhitespace(text.charAt(start))))) {
            start++;
        }
        while (end > start && (text.charAt(end - 1) == ' ' || (last && Character.isWhitespace(text.charAt(end - 1))))) {
            end--;
        }
        part = text.substring(start, end);
        partStart = start;
        at = 0;
    }

    private void readPart() {
        char first = part.charAt(0);
        if (first == '*') {
            readStar();
        } else if (field == CronField.DAY && (hasLetter(first) || isPosition())) {
            readRelativeDay();
        } else if (Character.isDigit(first)) {
            readNumbers();
        } else if (hasLetter(first) && !field.names().isEmpty()) {
            readNames();
        } else {
            throw unknown(0);
        }
    }

    private static boolean hasLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private boolean isPosition() {
        int digits = 0;
        while (digits < part.length() && Character.isDigit(part.charAt(digits))) {
            digits++;
        }
        return digits > 0 && digits < part.length() && hasLetter(part.charAt(digits));
    }

    private void readStar() {
        at = 1;
        int step = readStep(field.max - field.min);
        end();
        wild = true;
        String text = step == 0 ? "*" : "*/" + step;
        if (sundayIsZero && step > 1) {
            addWeekdays(0, 6, step);
        } else {
            set(field.min, field.max, Math.max(step, 1));
            texts.add(text);
        }
    }

    private void readNumbers() {
        int first = readNumber();
        boolean range = accept('-');
        int lastAt = at;
        int last = range ? readNumber() : first;
        int highest = sundayIsZero ? 7 : field.max;
        requireInRange(first, 0, highest);
        requireInRange(last, lastAt, highest);
        boolean wraps = last < first;
        if (wraps && field != CronField.DAY_OF_WEEK) {
            throw fault(
                    0,
                    "The range " + first + "-" + last + " runs backwards. Write the smaller number first"
                            + (field == CronField.YEAR ? "." : ", or two ranges."));
        }
        boolean stepped = at < part.length() && part.charAt(at) == '/';
        int end = stepped && !range ? field.max : last;
        int span = wraps ? end + 7 - first : Math.max(0, end - first);
        // APScheduler takes a range 0-0 with any step
        int step = readStep(range && first == 0 && last == 0 ? Integer.MAX_VALUE : span);
        end();
        if (sundayIsZero) {
            addWeekdays(first, first + span, Math.max(step, 1));
        } else if (wraps) {
            setWeekdays(first, first + span, Math.max(step, 1));
            texts.add(first + "-" + last + suffix(step));
        } else {
            set(first, end, Math.max(step, 1));
            texts.add(first == last && (range || !stepped) ? "" + first : rangeText(first, last, range) + suffix(step));
        }
    }

    private static String rangeText(Object first, Object last, boolean range) {
        return range ? first + "-" + last : "" + first;
    }

    private static String suffix(int step) {
        return step == 0 ? "" : "/" + step;
    }

    private void readNames() {
        int first = readName();
        boolean range = accept('-');
        int last = range ? readName() : first;
        boolean wraps = last < first;
        if (wraps && field != CronField.DAY_OF_WEEK) {
            throw fault(0, "The range " + part + " runs backwards. Write two ranges instead.");
        }
        boolean stepped = at < part.length() && part.charAt(at) == '/';
        int end = stepped && !range ? field.max : last;
        int span = wraps ? end + 7 - first : end - first;
        int step = readStep(span);
        end();
        String firstName = field.names().get(first - field.min);
        String lastName = field.names().get(last - field.min);
        if (field == CronField.DAY_OF_WEEK) {
            setWeekdays(first, first + span, Math.max(step, 1));
        } else {
            set(first, end, Math.max(step, 1));
        }
        texts.add(rangeText(firstName, lastName, range && first != last) + suffix(step));
    }

    private void readRelativeDay() {
        int wordEnd = 0;
        while (wordEnd < part.length() && Character.isLetterOrDigit(part.charAt(wordEnd))) {
            wordEnd++;
        }
        String word = part.substring(0, wordEnd).toLowerCase(Locale.ROOT);
        int position = POSITIONS.indexOf(word);
        boolean last = word.equals("last");
        if (position < 0 && !last) {
            throw unknown(0);
        }
        at = wordEnd;
        while (at < part.length() && Character.isWhitespace(part.charAt(at))) {
            at++;
        }
        if (at == part.length() && last) {
            lastDay = true;
            texts.add("last");
            return;
        }
        if (at == wordEnd) {
            throw at == part.length() ? fault(at, "After '" + word + "' a weekday is expected.") : unknown(at);
        }
        int weekday = readWeekday();
        end();
        if (last) {
            lastWeekdays |= 1 << weekday;
        } else {
            nthWeekdays |= 1L << (7 * position + weekday);
        }
        texts.add(word + " " + CronField.DAY_OF_WEEK.names().get(weekday));
    }

    private int readName() {
        return field.min + readNameOf(field);
    }

    private int readWeekday() {
        return readNameOf(CronField.DAY_OF_WEEK);
    }

    private int readNameOf(CronField named) {
        int start = at;
        while (at < part.length() && hasLetter(part.charAt(at))) {
            at++;
        }
        int index = named.names().indexOf(part.substring(start, at).toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw fault(
                    start,
                    (named == CronField.MONTH ? "Months" : "Weekdays") + " are named "
                            + String.join(", ", named.names()) + ".");
        }
        return index;
    }

    private int readNumber() {
        int start = at;
        int value = 0;
        while (at < part.length() && Character.isDigit(part.charAt(at))) {
            value = Math.min(TOO_LARGE, value * 10 + Character.digit(part.charAt(at), 10));
            at++;
        }
        if (at == start) {
            throw fault(start, "A number is expected here.");
        }
        return value;
    }

    private void requireInRange(int value, int position, int highest) {
        int lowest = field.min;
        if (value < lowest || value > highest) {
            String shown = value == TOO_LARGE ? "A number" : capital() + " " + value;
            throw fault(
                    position,
                    shown + " is " + (value < lowest ? "below " + lowest : "above " + highest) + "; " + name()
                            + " goes from " + lowest + " to " + highest + ".");
        }
    }

    private boolean accept(char c) {
        boolean found = at < part.length() && part.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    /** Reads what follows a slash; 0 if there is none. */
    private int readStep(int span) {
        if (!accept('/')) {
            return 0;
        }
        int start = at;
        int step = readNumber();
        if (step == 0) {
            throw fault(start, "A step is at least 1.");
        }
        if (step > span) {
            throw fault(
                    start,
                    "The step" + (step == TOO_LARGE ? "" : " " + step) + " leads out of the range at once; at most "
                            + span + " is possible here.");
        }
        return step;
    }

    private void end() {
        if (at < part.length()) {
            throw fault(at, "'" + shortened(part.substring(at)) + "' is not expected here.");
        }
    }

    private void set(int first, int last, int step) {
        int base = field == CronField.YEAR ? field.min : 0;
        if (step == 1) {
            bits.set(first - base, last - base + 1);
        } else {
            for (int value = first; value <= last; value += step) {
                bits.set(value - base);
            }
        }
    }

    private void setWeekdays(int first, int last, int step) {
        for (int day = first; day <= last; day += step) {
            bits.set(day % 7);
        }
    }

    /** Takes weekdays in the numbers of Unix and writes them as names. */
    private void addWeekdays(int first, int last, int step) {
        if (step == 1 && last - first >= 6) {
            set(0, 6, 1);
            texts.add("*");
            return;
        }
        setWeekdays(first + 6, last + 6, step);
        List<String> names = CronField.DAY_OF_WEEK.names();
        if (step == 1) {
            String firstName = names.get((first + 6) % 7);
            texts.add(first == last ? firstName : firstName + "-" + names.get((last + 6) % 7));
        } else {
            for (int day = first; day <= last; day += step) {
                texts.add(names.get((day + 6) % 7));
            }
        }
    }

    private TriggerSyntaxException unknown(int position) {
        return fault(position, "'" + shortened(part) + "' is not something that " + name() + " can be.");
    }

    private TriggerSyntaxException fault(int position, String rule) {
        return new TriggerSyntaxException(
                whole, Math.min(whole.length(), offset + partStart + position), rule, example);
    }

    private String name() {
        return field == CronField.DAY_OF_WEEK ? "day of week" : field.key;
    }

    private String capital() {
        return Character.toUpperCase(name().charAt(0)) + name().substring(1);
    }

    private static String shortened(String text) {
        return text.length() <= 30 ? text : text.substring(0, 30) + "...";
    }
}
