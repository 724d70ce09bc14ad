package dev.carillon.tck.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every trigger must pass. Sub-classes name triggers to try. */
public abstract class TriggerContract {

    /** For sub-classes. */
    protected TriggerContract() {}

    /**
     * Names the triggers to try.
     *
     * @return the triggers, each made anew by every call
     */
    protected abstract List<Trigger> triggers();

    /**
     * Names the instants to ask from.
     *
     * @return some instants
     */
    protected List<Instant> instants() {
        return List.of(
                Instant.MIN,
                Instant.EPOCH,
                Instant.parse("2026-03-29T00:59:59.999999Z"),
                Instant.parse("2026-10-25T01:00:00Z"),
                Instant.parse("2199-12-31T23:59:59Z"),
                Instant.MAX);
    }

    @Test
    @Proves("8.3/25")
    void fire_times_strictly_increase_and_are_whole_microseconds() {
        for (Trigger trigger : triggers()) {
            for (Instant from : instants()) {
                Instant after = from;
                for (Instant time : fires(trigger, from, 50)) {
                    assertThat(time).as("%s", trigger).isAfter(after);
                    assertThat(time.truncatedTo(ChronoUnit.MICROS))
                            .as("%s", trigger)
                            .isEqualTo(time);
                    after = time;
                }
            }
        }
    }

    @Test
    @Proves({"8.3/23", "8.3/24"})
    void asking_from_in_between_gives_what_counting_gives() {
        for (Trigger trigger : triggers()) {
            for (Instant from : instants()) {
                List<Instant> times = fires(trigger, from, 20);
                for (int i = 1; i < times.size(); i++) {
                    Instant before = times.get(i - 1);
                    Instant time = times.get(i);
                    Duration gap = Duration.between(before, time);
                    assertThat(trigger.nextAfter(before.plus(gap.dividedBy(3))))
                            .as("%s", trigger)
                            .contains(time);
                    assertThat(trigger.nextAfter(time.minusNanos(1)))
                            .as("%s", trigger)
                            .contains(time);
                }
            }
        }
    }

    @Test
    void triggers_made_alike_are_equal_and_answer_alike() {
        List<Trigger> some = triggers();
        List<Trigger> others = triggers();
        assertThat(some).isEqualTo(others).hasSameHashCodeAs(others);
        for (int i = 0; i < some.size(); i++) {
            for (Instant from : instants()) {
                assertThat(fires(some.get(i), from, 5)).isEqualTo(fires(others.get(i), from, 5));
            }
        }
    }

    @Test
    void an_anchored_trigger_stays_as_it_is() {
        Instant first = Instant.parse("2026-03-01T12:00:00Z");
        for (Trigger trigger : triggers()) {
            Trigger anchored = trigger.anchoredAt(first);
            assertThat(anchored.anchoredAt(first.plusSeconds(86_400))).isEqualTo(anchored);
        }
    }

    private static List<Instant> fires(Trigger trigger, Instant from, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = trigger.nextAfter(from);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = trigger.nextAfter(next.get());
        }
        return times;
    }
}
