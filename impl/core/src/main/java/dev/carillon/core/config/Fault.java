package dev.carillon.core.config;

import java.util.Comparator;

/**
 * Something wrong with a declaration or the configuration, told before anything starts.
 *
 * @param code a stable id such as {@code CARL-1003}
 * @param place where: {@code com.acme.Reports#nightly(JobRun)}, or {@code configuration}
 * @param attribute what: {@code @Job(cron)}, or the key {@code carillon.executors.io.max-workers}
 * @param value what is written there; empty text if nothing is, or if it may be a secret
 * @param rule what is wrong with it, and what to write instead; whole sentences
 */
public record Fault(String code, String place, String attribute, String value, String rule)
        implements Comparable<Fault> {

    private static final Comparator<Fault> ORDER =
            Comparator.comparing(Fault::place).thenComparing(Fault::attribute).thenComparing(Fault::code);

    /**
     * Returns the fault as one line.
     *
     * @return such as {@code CARL-1003 com.acme.Reports#nightly(JobRun): @Job(cron) = "0 25 * * *": ...}
     */
    public String message() {
        String shown = value.isEmpty() ? "" : " = \"" + value + "\"";
        return code + " " + place + ": " + attribute + shown + ": " + rule;
    }

    /** Sorts by place, so that a report is the same on every container. */
    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }
}
