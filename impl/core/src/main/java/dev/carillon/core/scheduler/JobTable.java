package dev.carillon.core.scheduler;

import dev.carillon.ScheduledJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Jobs as a table for people. */
final class JobTable {

    private static final List<String> HEAD = List.of("STORE", "ID", "STATE", "NEXT", "EXECUTOR", "TRIGGER", "NAME");

    private JobTable() {}

    static void print(List<ScheduledJob> jobs, Appendable out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        jobs.forEach(job -> rows.add(row(job)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
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
                job.store(),
                job.id(),
                job.state().name(),
                job.nextFireTime().map(Object::toString).orElse("-"),
                job.executor(),
                job.trigger().map(Object::toString).orElse("-"),
                job.name());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
