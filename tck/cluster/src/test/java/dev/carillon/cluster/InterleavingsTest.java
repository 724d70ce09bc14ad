package dev.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.cluster.Interleavings.Result;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promises of a cluster, in histories that nobody thought of. {@code -Dhistories} says how many, {@code -Dseed} which,
 * {@code -Dsabotage} breaks the store on purpose, so that this must fail.
 */
class InterleavingsTest {

    private static final long ENOUGH_TO_CATCH = 1_000;

    @Test
    void every_promise_holds_in_every_history() {
        long histories = Long.getLong("histories", 5_000);
        long seed = Long.getLong("seed", 1);
        Optional<Sabotage> sabotage = Optional.ofNullable(System.getProperty("sabotage"))
                .map(name -> Sabotage.valueOf(name.toUpperCase(Locale.ROOT)));

        Result result = Interleavings.run(seed, histories, sabotage, Long.MAX_VALUE);

        System.out.println("CHECK interleavings histories=" + result.histories() + " violations=" + result.violations()
                + sabotage.map(way -> " sabotage=" + way).orElse(""));
        assertThat(result.violations())
                .as(() -> "violations, the first of them: "
                        + result.first().map(Object::toString).orElse("none"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Sabotage.class)
    void a_store_that_breaks_one_promise_is_caught(Sabotage way) {
        Result result = Interleavings.run(1, ENOUGH_TO_CATCH, Optional.of(way), 1);

        assertThat(result.violations()).as("violations found").isPositive();
        System.out.println("CHECK sabotage=" + way + " caught in history " + result.histories() + ": "
                + result.first().orElseThrow().violation().rule());
    }

    @Test
    void a_history_comes_out_the_same_each_time() {
        for (long seed = 1; seed < 100; seed++) {
            Optional<String> once =
                    Cluster.live(History.of(seed), Optional.of(Sabotage.LOST)).map(Violation::rule);
            Optional<String> again =
                    Cluster.live(History.of(seed), Optional.of(Sabotage.LOST)).map(Violation::rule);

            assertThat(again).isEqualTo(once);
        }
    }
}
