package dev.carillon.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Coalesce;
import dev.carillon.DeliveryMode;
import dev.carillon.JobDefinitionException;
import dev.carillon.LimitPolicy;
import dev.carillon.Retention;
import dev.carillon.RetryPolicy;
import dev.carillon.RunCause;
import dev.carillon.spi.Declaration;
import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobSchedule;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.Run;
import dev.carillon.spi.RunResults;
import dev.carillon.spi.RunState;
import dev.carillon.spi.SetAside;
import dev.carillon.spi.UndecodableException;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.IntervalTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordCodecTest {

    private static final Instant TIME = Instant.parse("2026-03-02T09:00:00.123456Z");

    private final JsonRecordCodec codec = new JsonRecordCodec();

    private static JobDefinition definition(String arguments) {
        return new JobDefinition(
                "Übersicht \uD83D\uDD14",
                "com.acme.Mailer#send",
                arguments,
                Optional.of(new IntervalTrigger(Duration.ofMillis(1_500), Optional.of(TIME), Optional.empty())),
                "io",
                new JobPolicy(
                        Optional.of(Duration.ofHours(1)),
                        Coalesce.ALL,
                        7,
                        3,
                        LimitPolicy.QUEUE,
                        Duration.ofSeconds(30),
                        DeliveryMode.AT_MOST_ONCE,
                        Optional.of(Duration.ofMinutes(9)),
                        RetryPolicy.of(4).withFactor(1.5).withOn(Set.of("java.io.IOException")),
                        Retention.DEFAULT.withFailedJob(Optional.of(Duration.ofDays(3)))),
                Set.of("b", "a"),
                Optional.of(new Declaration("abc", "1.2")),
                5,
                4);
    }

    @Test
    @Proves("8.7/9")
    void a_definition_comes_back_as_it_went() {
        JobDefinition definition = definition("[\"a@b.c\",3]");

        assertThat(codec.definition(codec.encode(definition))).isEqualTo(definition);
    }

    @Test
    void every_retention_comes_back_as_it_went_and_that_by_default_takes_no_room() {
        JobDefinition definition = definition("[]");
        List<Retention> retentions = List.of(
                Retention.DEFAULT,
                Retention.DEFAULT.withHistory(7, Duration.ofHours(3)),
                Retention.DEFAULT.withHistoryCount(OptionalInt.of(0)),
                new Retention(Optional.empty(), OptionalInt.empty(), Optional.empty()));

        for (Retention retention : retentions) {
            JobDefinition kept = definition.withPolicy(definition.policy().withRetention(retention));
            assertThat(codec.definition(codec.encode(kept))).isEqualTo(kept);
        }
        assertThat(codec.encode(definition.withPolicy(definition.policy().withRetention(Retention.DEFAULT))))
                .doesNotContain("history");
    }

    @Test
    @Proves("8.6/5")
    void a_schedule_comes_back_as_it_went_to_the_microsecond() {
        JobSchedule schedule = new JobSchedule(
                true,
                Optional.of(new SetAside("why \"not\"", TIME)),
                Optional.of(TIME.plusSeconds(1)),
                Optional.of(TIME.plusSeconds(2)),
                EpochMicros.of(TIME),
                12,
                new RunResults(
                        Optional.of(TIME.plusSeconds(3)),
                        Optional.of(TIME.plusSeconds(4)),
                        2,
                        Optional.of("java.io.IOException: full"),
                        Optional.of(TIME.plusSeconds(5))),
                99);

        assertThat(codec.schedule(codec.encode(schedule))).isEqualTo(schedule);
    }

    @Test
    @Proves("8.11")
    void runs_come_back_as_they_went_held_or_waiting() {
        List<Run> runs = List.of(
                new Run(
                        UUID.randomUUID(),
                        RunCause.RECOVERY,
                        TIME,
                        TIME.plusMillis(3),
                        4,
                        2,
                        2,
                        1,
                        77,
                        true,
                        new RunState.Held(new NodeEpoch("node", 3), DeliveryMode.AT_MOST_ONCE, true)),
                new Run(
                        UUID.randomUUID(),
                        RunCause.MANUAL,
                        TIME,
                        TIME,
                        4,
                        1,
                        0,
                        0,
                        0,
                        false,
                        new RunState.Waiting(TIME.plusSeconds(9))));

        assertThat(codec.runs(codec.encode(runs))).isEqualTo(runs);
        assertThat(codec.runs(codec.encode(List.<Run>of()))).isEmpty();
    }

    @Test
    void a_definition_that_is_too_large_is_refused_before_it_is_stored() {
        JobDefinition large = definition("[\"" + "x".repeat(70_000) + "\"]");

        assertThatThrownBy(() -> codec.encode(large))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("65536");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"v\":2,\"name\":\"from the future\"}",
                "{\"v\":1}",
                "{\"v\":1,\"name\":3,\"target\":{}}"
            })
    void what_cannot_be_understood_is_refused_with_one_kind_of_exception(String text) {
        assertThatThrownBy(() -> codec.definition(text)).isInstanceOf(UndecodableException.class);
        assertThatThrownBy(() -> codec.schedule(text)).isInstanceOf(UndecodableException.class);
    }
}
