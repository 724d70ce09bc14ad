package dev.carillon.spi;

import static dev.carillon.spi.JobText.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is due, held against a plain count of random fire times: bursts and silences of any length. */
class BacklogTest {

    private static final UnaryOperator<Instant> NO_JITTER = UnaryOperator.identity();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void its_ends_are_exact_however_fire_times_lie(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            NavigableSet<Instant> times = fireTimes(random);
            AtomicLong calls = new AtomicLong();
            Trigger trigger = after -> {
                calls.incrementAndGet();
                return Optional.ofNullable(times.higher(after));
            };
            List<Instant> all = List.copyOf(times);
            int now = random.nextInt(all.size());
            Instant until = all.get(now).plusNanos(random.nextInt(2) * 400L);
            int keep = 1 + random.nextInt(101);

            Backlog backlog = Backlog.of(trigger, all.get(0), NO_JITTER, until, keep);

            assertThat(backlog.count()).as("seed %s", seed).isEqualTo(Math.min(now + 1, Backlog.WALK));
            assertThat(backlog.first()).isEqualTo(all.get(0));
            assertThat(backlog.last()).as("seed %s", seed).isEqualTo(all.get(now));
            assertThat(backlog.tail()).as("seed %s", seed).isEqualTo(all.subList(Math.max(0, now + 1 - keep), now + 1));
            assertThat(calls.get()).isLessThan(Backlog.WALK + 40L * (4L * keep + 1));
        }
    }

    private static NavigableSet<Instant> fireTimes(Random random) {
        NavigableSet<Instant> times = new TreeSet<>();
        Instant time = at("00:00");
        int count = random.nextBoolean() ? 12_000 + random.nextInt(8_000) : 1 + random.nextInt(11_000);
        while (times.size() < count) {
            long gap = 1L << random.nextInt(38);
            int burst = 1 + random.nextInt(3_000);
            for (int i = 0; i < burst; i++) {
                time = time.plusNanos(1_000L * (1 + random.nextInt(random.nextBoolean() ? 3 : 1_000)));
                times.add(time);
            }
            time = time.plusNanos(1_000 * gap);
        }
        return times;
    }

    @Test
    void a_trigger_that_contradicts_itself_ends_the_search_too() {
        Instant now = at("12:00");
        // fires every second of the day when asked from a whole second, and only far ahead when asked from elsewhere
        Trigger odd = after -> after.equals(after.truncatedTo(ChronoUnit.SECONDS))
                ? Optional.of(after.plusSeconds(1))
                : Optional.of(now.plusSeconds(3_600));

        Backlog backlog = Backlog.of(odd, at("00:00"), NO_JITTER, now, 3);

        assertThat(backlog.count()).isEqualTo(Backlog.WALK);
        assertThat(backlog.last()).isAfter(at("00:00")).isBeforeOrEqualTo(now);
    }
}
