package dev.carillon.benchmarks.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time for one next fire time, for one library, expression and zone, each in a JVM of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class NextFireTimeBenchmark {

    static final int INSTANTS = 1_000;
    private static final long FIRST = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
    private static final long SECONDS = 20 * 365L * 86_400;

    /** Whose code is measured. */
    @Param
    public Library library = Library.CARILLON;

    /** What it computes. */
    @Param
    public Expression expression = Expression.EVERY_SECOND;

    /** Where. */
    @Param({"UTC", "Europe/Berlin"})
    public String zone = "UTC";

    private Library.NextFireTime nextFireTime = index -> index;
    private int index;

    /** For JMH. */
    public NextFireTimeBenchmark() {}

    /** Makes instants and expression in the library's own types. */
    @Setup
    public void prepare() {
        nextFireTime = library.prepare(expression, ZoneId.of(zone), instants());
    }

    /** The same random instants for everybody, with whole milliseconds, which is all that Quartz knows. */
    static List<Instant> instants() {
        Random random = new Random(20_261_125);
        return Stream.generate(() -> Instant.ofEpochSecond(FIRST + (long) (random.nextDouble() * SECONDS))
                        .plusMillis(random.nextInt(1_000)))
                .limit(INSTANTS)
                .toList();
    }

    /**
     * Computes one next fire time.
     *
     * @return the library's answer
     */
    @Benchmark
    public Object next() {
        int at = index + 1;
        index = at == INSTANTS ? 0 : at;
        return nextFireTime.after(index);
    }
}
