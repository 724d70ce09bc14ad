package dev.carillon.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.TriggerProvider;
import dev.carillon.spi.UndecodableException;
import dev.carillon.tck.checklist.Proves;
import dev.carillon.tck.trigger.RandomTriggers;
import dev.carillon.trigger.AnyOfTrigger;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerCodecTest {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final TriggerCodec codec = new TriggerCodec(JSON, List.of(new TideProvider()));

    /** A trigger of an application's own. */
    record Tide(String harbour) implements Trigger {

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.of(after.plusSeconds(44_712));
        }
    }

    private static final class TideProvider implements TriggerProvider<Tide> {

        @Override
        public String type() {
            return "com.acme.tide";
        }

        @Override
        public Class<Tide> triggerClass() {
            return Tide.class;
        }

        @Override
        public String encode(Tide trigger) {
            return trigger.harbour();
        }

        @Override
        public Tide decode(String text) {
            return new Tide(text);
        }
    }

    private Trigger thereAndBack(Trigger trigger) {
        String text = codec.encode(trigger).toString();
        return codec.decode(Json.createReader(new StringReader(text)).readObject());
    }

    @Test
    @Proves({"8.1/7", "8.2/9", "8.3/40", "8.5/5", "8.5/10"})
    void any_trigger_comes_back_as_it_went() {
        long seed = Long.getLong("tck.seed", System.nanoTime());
        System.out.println("PROPERTIES seed=" + seed);
        RandomTriggers random = new RandomTriggers(seed);
        for (int i = 0; i < 10_000; i++) {
            Trigger trigger = random.any(3);
            assertThat(thereAndBack(trigger)).as("seed %s, case %s", seed, i).isEqualTo(trigger);
        }
    }

    @Test
    void unix_text_comes_back_with_its_either_or() {
        Trigger trigger = CronTrigger.parse("0 0 13 * 5").inZone(ZoneId.of("Europe/Berlin"));

        assertThat(thereAndBack(trigger)).isEqualTo(trigger);
    }

    @Test
    @Proves("8.10/30")
    void a_trigger_of_an_application_is_kept_by_its_provider_also_inside_another() {
        Trigger trigger = new AnyOfTrigger(List.of(new Tide("Husum"), new IntervalTrigger(Duration.ofDays(1))));

        assertThat(thereAndBack(trigger)).isEqualTo(trigger);
    }

    @Test
    @Proves("8.10/30")
    void a_trigger_without_a_provider_is_refused_with_the_remedy() {
        Trigger own = after -> Optional.empty();

        assertThatThrownBy(() -> codec.encode(own))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("TriggerProvider");
    }

    @Test
    void the_stored_form_stays_what_it_is() {
        JsonObject cron = codec.encode(CronTrigger.parse("30 3 * * mon-fri").inZone(ZoneId.of("Europe/Berlin")));

        assertThat(cron)
                .hasToString("{\"type\":\"cron\",\"v\":1,\"fields\":{\"year\":\"*\",\"month\":\"*\",\"day\":\"*\","
                        + "\"week\":\"*\",\"day_of_week\":\"mon-fri\",\"hour\":\"3\",\"minute\":\"30\",\"second\":\"0\"},"
                        + "\"zone\":\"Europe/Berlin\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"cron\",\"v\":2,\"fields\":{}}",
                "{\"type\":\"com.acme.moon\",\"v\":1,\"data\":\"full\"}"
            })
    void what_is_newer_or_unknown_is_not_guessed(String text) {
        JsonObject object = Json.createReader(new StringReader(text)).readObject();

        assertThatThrownBy(() -> codec.decode(object)).isInstanceOf(UndecodableException.class);
    }
}
