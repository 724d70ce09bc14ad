package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreClockTest {

    private static final Instant T0 = Instant.parse("2026-03-01T13:00:00Z");
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(-5 * MILLI);
    private final StoreClock clock = new StoreClock(nanos::get, T0);

    @Test
    void time_is_counted_on_from_the_last_reading() {
        assertThat(clock.now()).isEqualTo(T0);

        nanos.addAndGet(1_500 * MILLI);

        assertThat(clock.now()).isEqualTo(T0.plusMillis(1_500));
    }

    @Test
    void what_was_counted_on_stands_if_the_answer_allows_it() {
        nanos.addAndGet(1_000 * MILLI);
        long asked = clock.steadyNanos();
        nanos.addAndGet(20 * MILLI);

        clock.learn(T0.plusMillis(1_005), asked);

        assertThat(clock.now()).isEqualTo(T0.plusMillis(1_020));
    }

    @Test
    void a_clock_that_is_behind_is_put_to_what_the_database_answered() {
        long asked = clock.steadyNanos();
        nanos.addAndGet(20 * MILLI);

        clock.learn(T0.plusSeconds(3_600), asked);

        assertThat(clock.now()).isEqualTo(T0.plusSeconds(3_600));
    }

    @Test
    void a_clock_that_is_ahead_is_put_back_no_further_than_the_answer_may_be_old() {
        nanos.addAndGet(10_000 * MILLI);
        long asked = clock.steadyNanos();
        nanos.addAndGet(20 * MILLI);

        clock.learn(T0.plusSeconds(2), asked);

        assertThat(clock.now()).isEqualTo(T0.plusSeconds(2).plusMillis(20));
    }
}
