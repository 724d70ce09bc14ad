package dev.carillon.benchmarks.trigger;

import dev.carillon.benchmarks.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * W1. The goal: in geometric mean over the twelve expressions at most half the time of the fastest peer, in UTC and in
 * Europe/Berlin; for no expression slower than any peer; no garbage but the answer. Of every measurement the fastest
 * iteration counts, for all alike, since what else the machine does only adds.
 */
public final class NextFireTimeWorkload implements Workload {

    private static final double GOAL = 0.5;

    /** An Instant and the Optional around it, in a JVM with compressed references. */
    private static final double ANSWER_BYTES = 40;

    private final Map<String, Map<Expression, Map<Library, Double>>> nanos = new TreeMap<>();
    private double mostBytes;

    /** Makes the workload; nothing is measured yet. */
    public NextFireTimeWorkload() {}

    @Override
    public String name() {
        return "W1";
    }

    @Override
    public boolean run() throws Exception {
        OptionsBuilder options = new OptionsBuilder();
        options.include(NextFireTimeBenchmark.class.getName());
        options.addProfiler(GCProfiler.class);
        options.verbosity(VerboseMode.SILENT);
        new Runner(options.build()).run().forEach(this::add);
        boolean reached = true;
        String worst = "";
        double worstRatio = 0;
        List<String> slower = new ArrayList<>();
        for (String zone : nanos.keySet()) {
            print(zone, slower);
            double ours = mean(zone, Library.CARILLON);
            Library best = best(zone);
            double ratio = ours / mean(zone, best);
            if (ratio >= worstRatio) {
                worstRatio = ratio;
                worst = String.format(
                        Locale.ROOT,
                        "ours=%.1fns best=%.1fns ratio=%.3f goal=%.2f zone=%s peer=%s",
                        ours,
                        mean(zone, best),
                        ratio,
                        GOAL,
                        zone,
                        best);
            }
            reached &= ratio <= GOAL;
        }
        reached &= slower.isEmpty() && mostBytes <= ANSWER_BYTES + 1;
        System.out.printf(
                Locale.ROOT,
                "CHECK W1 %s slower-than-a-peer=%s bytes-an-answer=%.0f %s%n",
                worst,
                slower,
                mostBytes,
                reached ? "reached" : "SHORT");
        return reached;
    }

    private void add(RunResult result) {
        BenchmarkParams params = result.getParams();
        Library library = Library.valueOf(params.getParam("library"));
        Expression expression = Expression.valueOf(params.getParam("expression"));
        nanos.computeIfAbsent(params.getParam("zone"), zone -> new EnumMap<>(Expression.class))
                .computeIfAbsent(expression, each -> new EnumMap<>(Library.class))
                .put(library, result.getPrimaryResult().getStatistics().getMin());
        if (library == Library.CARILLON) {
            result.getSecondaryResults().forEach((measure, found) -> {
                if (measure.contains("gc.alloc.rate.norm")) {
                    mostBytes = Math.max(mostBytes, found.getScore());
                }
            });
        }
    }

    private void print(String zone, List<String> slower) {
        System.out.printf("%-28s", zone + ", ns");
        for (Library library : Library.values()) {
            System.out.printf("%12s", library);
        }
        System.out.println();
        nanos.getOrDefault(zone, Map.of()).forEach((expression, times) -> {
            System.out.printf("%-28s", expression);
            double ours = times.getOrDefault(Library.CARILLON, Double.NaN);
            for (Library library : Library.values()) {
                double time = times.getOrDefault(library, Double.NaN);
                System.out.printf(Locale.ROOT, "%12.1f", time);
                if (time < ours) {
                    slower.add(expression + " " + zone + " " + library);
                }
            }
            System.out.println();
        });
        System.out.printf("%-28s", "geometric mean");
        for (Library library : Library.values()) {
            System.out.printf(Locale.ROOT, "%12.1f", mean(zone, library));
        }
        System.out.println();
    }

    private double mean(String zone, Library library) {
        double logarithms = 0;
        for (Expression expression : Expression.values()) {
            logarithms += Math.log(nanos.getOrDefault(zone, Map.of())
                    .getOrDefault(expression, Map.of())
                    .getOrDefault(library, Double.NaN));
        }
        return Math.exp(logarithms / Expression.values().length);
    }

    private Library best(String zone) {
        Library best = Library.QUARTZ;
        for (Library library : Library.values()) {
            if (library != Library.CARILLON && mean(zone, library) < mean(zone, best)) {
                best = library;
            }
        }
        return best;
    }
}
