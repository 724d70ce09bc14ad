package dev.carillon.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.tck.checklist.Proves;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerSyntaxTest {

    @Test
    void an_error_shows_the_text_a_caret_the_rule_and_an_example() {
        assertThatThrownBy(() -> CronTrigger.parse("0 25 * * *"))
                .isInstanceOf(TriggerSyntaxException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "Hour 25 is above 23; hour goes from 0 to 23.",
                        "    0 25 * * *",
                        "      ^",
                        "This works: 30 3 * * mon-fri"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    * * * *            | 7
                    * * * * * *        | 10
                    @never             | 0
                    5 0 * foo *        | 6
                    */0 * * * *        | 2
                    0 0 * * mon#1      | 11
                    0 0 * * 8          | 8
                    0 0 30 2 *         | 0
                    0 0 * dec-jan *    | 6
                    1,,2 * * * *       | 2
                    """)
    @Proves({"8.3/3", "8.3/8"})
    void the_caret_stands_under_the_fault(String text, int position) {
        TriggerSyntaxException fault =
                catchThrowableOfType(TriggerSyntaxException.class, () -> CronTrigger.parse(text));

        assertThat(fault.position()).isEqualTo(position);
        assertThat(fault.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "@hourly, 0 * * * *",
        "@daily, 0 0 * * *",
        "@midnight, 0 0 * * *",
        "@weekly, 0 0 * * sun",
        "@monthly, 0 0 1 * *",
        "@yearly, 0 0 1 1 *",
        "@Annually, 0 0 1 1 *"
    })
    @Proves("8.3/45")
    void macros_stand_for_crontab_text(String macro, String text) {
        assertThat(CronTrigger.parse(macro)).isEqualTo(CronTrigger.parse(text));
    }

    @Test
    @Proves("8.3/43")
    void numbers_of_weekdays_follow_the_dialect() {
        assertThat(CronTrigger.parse("0 0 * * 0"))
                .isEqualTo(CronTrigger.parse("0 0 * * 7"))
                .isEqualTo(CronTrigger.parse("0 0 * * sun"));
        assertThat(CronTrigger.parse("0 0 * * 5-1")).isEqualTo(CronTrigger.parse("0 0 * * fri-mon"));
        assertThat(CronTrigger.parse("0 0 * * 0", CronDialect.APSCHEDULER).fields())
                .containsEntry("day_of_week", "0");
        assertThatThrownBy(() -> CronTrigger.parse("0 0 * * 7", CronDialect.APSCHEDULER))
                .isInstanceOf(TriggerSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2s, PT2S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "1H 30M, PT1H30M",
        "1.5d, PT36H",
        "2w, PT336H",
        "250ms, PT0.25S",
        "7us, PT0.000007S",
        "0s, PT0S",
        "PT15M, PT15M",
        "pt15m, PT15M",
        "P1D, PT24H"
    })
    void durations_are_read_in_short_and_iso_form(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "1m1h", "1m1m", "1y", "-5m", "1..5s", "1h 30", "PT", "99999999999999999999d"})
    @Proves("8.2/1")
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(TriggerSyntaxException.class);
    }
}
