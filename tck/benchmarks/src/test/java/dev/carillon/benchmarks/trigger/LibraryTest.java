package dev.carillon.benchmarks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibraryTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final List<Instant> instants = NextFireTimeBenchmark.instants();

    @ParameterizedTest
    @EnumSource
    void all_libraries_are_asked_for_the_same_in_every_expression(Expression expression) {
        Library.NextFireTime ours = Library.CARILLON.prepare(expression, UTC, instants);
        for (Library peer : Library.values()) {
            Library.NextFireTime theirs = peer.prepare(expression, UTC, instants);
            for (int index = 0; index < 100; index++) {
                assertThat(peer.instant(theirs.after(index)))
                        .as("%s by %s after %s", expression, peer, instants.get(index))
                        .isEqualTo(Library.CARILLON.instant(ours.after(index)));
            }
        }
    }
}
