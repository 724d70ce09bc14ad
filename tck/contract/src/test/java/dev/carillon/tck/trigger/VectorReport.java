package dev.carillon.tck.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how the cases of one file came out. */
final class VectorReport {

    private final String file;
    private final Map<String, Integer> deviating = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int cases;
    private int passed;

    VectorReport(String file) {
        this.file = file;
    }

    /** One case came out as the file says. */
    void pass() {
        cases++;
        passed++;
    }

    /** One case came out differently, and just as a rule of our own says. */
    void deviates(VectorRule rule) {
        cases++;
        deviating.merge(rule.label(), 1, Integer::sum);
    }

    void fail(String id, String why) {
        cases++;
        failures.add(id + ": " + why);
    }

    int cases() {
        return cases;
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(String.format("VECTORS %-22s cases=%d passed=%d", file, cases, passed));
        line.append(" deviating=")
                .append(deviating.values().stream().mapToInt(Integer::intValue).sum());
        if (!deviating.isEmpty()) {
            line.append(" ").append(deviating);
        }
        return line.append(" failed=").append(failures.size()).toString();
    }
}
