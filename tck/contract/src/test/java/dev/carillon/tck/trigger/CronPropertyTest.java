package dev.carillon.tck.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronDialect;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.Durations;
import dev.carillon.trigger.Trigger;
import dev.carillon.trigger.TriggerSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Properties of triggers on what comes at random. The seed is printed; {@code -Dtck.seed=...} repeats a run,
 * {@code -Dtck.cases=...} sets its length.
 */
class CronPropertyTest {

    private static final int CASES = Integer.getInteger("tck.cases", 10_000);

    private final long seed = Long.getLong("tck.seed", System.nanoTime());
    private final RandomTriggers random = new RandomTriggers(seed);

    CronPropertyTest() {
        System.out.println("PROPERTIES seed=" + seed + " cases=" + CASES);
    }

    @Test
    @Proves({"8.3/1", "8.3/2"})
    void fire_times_are_those_that_a_scan_of_the_clock_finds_in_every_zone() {
        int fires = 0;
        for (int i = 0; i < CASES; i++) {
            ZoneId zone = random.zone();
            boolean wallClock = random.oneIn(2);
            Map<String, String> fields = random.cronFields(true);
            Map<String, String> filled = CronOracle.filled(fields);
            // the calendar and the rules of a zone repeat after 400 years
            Instant from = random.minute(zone).plus(Duration.ofDays(random.oneIn(10) ? 4 * 146_097L : 0));
            Instant to = from.plus(filled.get("second").equals("0") ? Duration.ofDays(3) : Duration.ofHours(9));
            CronTrigger.Builder builder = CronTrigger.builder()
                    .timezone(zone)
                    .clockChange(wallClock ? ClockChange.WALL_CLOCK : ClockChange.ONCE);
            fields.forEach(builder::field);
            String context = "seed " + seed + ", case " + i + ": " + fields + " in " + zone + " from " + from
                    + (wallClock ? ", wall clock" : ", once");

            NavigableSet<Instant> expected = new CronOracle(filled, false, zone, wallClock).fires(from, to);
            Optional<CronTrigger> trigger = built(builder);
            if (trigger.isEmpty()) {
                assertThat(expected).as(context).isEmpty();
                continue;
            }
            assertThat(walked(trigger.get(), from, to)).as(context).isEqualTo(expected);
            fires += expected.size();
        }
        assertThat(fires).as("fire times looked at").isGreaterThan(CASES);
    }

    private static Optional<CronTrigger> built(CronTrigger.Builder builder) {
        try {
            return Optional.of(builder.build());
        } catch (TriggerSyntaxException neverMatches) {
            return Optional.empty();
        }
    }

    private static NavigableSet<Instant> walked(Trigger trigger, Instant from, Instant to) {
        NavigableSet<Instant> times = new TreeSet<>();
        Optional<Instant> next = trigger.nextAfter(from.minusNanos(1));
        while (next.isPresent() && next.get().isBefore(to)) {
            times.add(next.get());
            assertThat(trigger.nextAfter(next.get().minusNanos(1))).isEqualTo(next);
            next = trigger.nextAfter(next.get());
        }
        return times;
    }

    @Test
    @Proves("8.3/43")
    void unix_crontab_text_means_what_its_normal_fields_mean() {
        for (int i = 0; i < CASES / 10; i++) {
            Map<String, String> fields = random.cronFields(true);
            String text = fields.getOrDefault("minute", "*") + " " + fields.getOrDefault("hour", "*") + " "
                    + (fields.getOrDefault("day", "*").contains(" ") ? "*" : fields.getOrDefault("day", "*")) + " * "
                    + fields.getOrDefault("day_of_week", "*");
            ZoneId zone = random.zone();
            CronTrigger trigger = CronTrigger.builder()
                    .crontab(text, CronDialect.UNIX)
                    .timezone(zone)
                    .build();
            Instant from = random.minute(zone);
            Instant to = from.plus(Duration.ofDays(2));

            assertThat(walked(trigger, from, to))
                    .as("seed %s: %s in %s", seed, text, zone)
                    .isEqualTo(new CronOracle(trigger.fields(), trigger.isEitherDay(), zone, false).fires(from, to));
        }
    }

    @Test
    @Proves("8.3/15")
    void the_normal_fields_of_a_trigger_make_an_equal_trigger() {
        for (int i = 0; i < CASES; i++) {
            CronTrigger trigger = random.cron(false);
            CronTrigger.Builder builder = CronTrigger.builder()
                    .eitherDay(trigger.isEitherDay())
                    .timezone(trigger.zone().orElseThrow())
                    .clockChange(trigger.clockChange());
            trigger.fields().forEach(builder::field);
            trigger.start().ifPresent(builder::start);
            trigger.end().ifPresent(builder::end);

            assertThat(builder.build()).isEqualTo(trigger).hasToString(trigger.toString());
        }
    }

    @Test
    void durations_and_dates_come_back_from_their_text() {
        for (int i = 0; i < CASES; i++) {
            Duration duration = Duration.ofSeconds(random.between(0, 10_000_000), random.between(0, 999_999) * 1_000L);
            DateTrigger date = new DateTrigger(random.minute(random.zone()).plus(duration));

            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
            assertThat(Durations.parse(duration.toString())).isEqualTo(duration);
            assertThat(DateTrigger.parse(date.time().toString(), ZoneId.of("Asia/Kolkata")))
                    .isEqualTo(date);
        }
    }

    @Test
    @Proves({"8.3/9", "8.3/45"})
    void random_text_is_read_or_refused_with_the_place_of_the_fault() {
        for (int i = 0; i < CASES; i++) {
            String text = random.text();
            readOrRefused(text, () -> CronTrigger.parse(text, CronDialect.UNIX));
            readOrRefused(text, () -> CronTrigger.parse(text, CronDialect.APSCHEDULER));
            readOrRefused(text, () -> Durations.parse(text));
            readOrRefused(text, () -> DateTrigger.parse(text, ZoneId.of("Europe/Berlin")));
            for (String field : CronOracle.filled(Map.of("hour", "1")).keySet()) {
                readOrRefused(
                        text, () -> CronTrigger.builder().field(field, text).build());
            }
        }
    }

    private static void readOrRefused(String text, Runnable reader) {
        try {
            reader.run();
        } catch (TriggerSyntaxException refused) {
            assertThat(refused.position())
                    .as("position in '%s'", text)
                    .isBetween(0, refused.text().length());
            assertThat(refused).hasMessageContaining("^").hasMessageContaining("This works: ");
        }
    }
}
