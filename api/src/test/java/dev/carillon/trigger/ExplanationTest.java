package dev.carillon.trigger;

import static dev.carillon.trigger.Triggers.allOf;
import static dev.carillon.trigger.Triggers.anyOf;
import static dev.carillon.trigger.Triggers.calendarInterval;
import static dev.carillon.trigger.Triggers.cron;
import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.Explanation.Reason;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 3 * * mon-fri     | at 03:00 on Monday to Friday, Europe/Berlin
                    0 3 * * 1-5         | at 03:00 on Monday to Friday, Europe/Berlin
                    * * * * *           | every minute, Europe/Berlin
                    */5 * * * *         | every 5th minute, Europe/Berlin
                    */15 9-17 * * 1-5   | every 15th minute of hours 9 to 17 on Monday to Friday, Europe/Berlin
                    15 * * * *          | at minute 15 of every hour, Europe/Berlin
                    0 */6 * * *         | at minute 0 of every 6th hour, Europe/Berlin
                    0,30 8,20 * * *     | at 08:00, 08:30, 20:00 and 20:30, Europe/Berlin
                    0 0 1 * *           | at 00:00 on day 1 of the month, Europe/Berlin
                    0 0 last * *        | at 00:00 on the last day of the month, Europe/Berlin
                    0 0 1,15 jan-mar *  | at 00:00 on days 1 and 15 of the month in January to March, Europe/Berlin
                    0 0 13 * 5          | at 00:00 on day 13 of the month or on Friday, Europe/Berlin
                    0 12 29 2 *         | at 12:00 on day 29 of the month in February, Europe/Berlin
                    """)
    void crontab_text_is_said_in_english(String text, String sentence) {
        assertThat(cron(text, BERLIN).explain()).isEqualTo(sentence);
    }

    @Test
    @Proves("8.3/15")
    void fields_are_said_in_english() {
        assertThat(cron().second("*").build().explain()).isEqualTo("every second");
        assertThat(cron().day("2nd tue,last fri").hour(9).build().explain())
                .isEqualTo("at 09:00 on the second Tuesday and the last Friday of the month");
        assertThat(cron().day("13").dayOfWeek("fri").build().explain())
                .isEqualTo("at 00:00 on day 13 of the month that is a Friday");
        assertThat(cron().year("2027")
                        .week("1-53/2")
                        .hour("3")
                        .minute("4")
                        .second("5")
                        .build()
                        .explain())
                .isEqualTo("at 03:04:05 in ISO weeks, every 2nd from 1 to 53 in 2027");
    }

    @Test
    void the_other_triggers_are_said_in_english() {
        assertThat(date(Instant.parse("2026-12-24T18:00:00Z")).explain()).isEqualTo("once, at 2026-12-24T18:00:00Z");
        assertThat(every("1h30m").explain()).isEqualTo("every 1 hour and 30 minutes");
        assertThat(calendarInterval()
                        .months(2)
                        .days(3)
                        .at(9, 0, 0)
                        .timezone(BERLIN)
                        .build()
                        .explain())
                .isEqualTo("every 2 months and 3 days at 09:00, Europe/Berlin");
        assertThat(anyOf(every("2s"), every("1d")).explain())
                .isEqualTo("whenever one of these does: every 2 seconds; every day");
        assertThat(allOf(every("2s"), every("3s")).explain())
                .isEqualTo("whenever all of these agree to within 1 second: every 2 seconds; every 3 seconds");
        assertThat(every("1h")
                        .except(HolidayCalendar.of(LocalDate.of(2026, 5, 1))
                                .everyYear(MonthDay.of(12, 25))
                                .everyWeek(DayOfWeek.SUNDAY))
                        .limitedTo(3)
                        .explain())
                .isEqualTo("every hour, except on every Sunday, every 25 December and 1 May 2026, 3 times");
    }

    @Test
    void a_skipped_time_is_told_where_its_gap_ends() {
        Explanation explanation = cron("30 2 * * *", BERLIN).explain(Instant.parse("2026-03-28T12:00:00Z"), 2);

        assertThat(explanation.times().get(0)).satisfies(time -> {
            assertThat(time.time()).isEqualTo("2026-03-29T01:00:00Z");
            assertThat(time.fires()).isTrue();
            assertThat(time.reason()).contains(Reason.GAP);
            assertThat(time.note()).contains("from 02:00:00 to 03:00:00");
        });
        assertThat(explanation.times().get(1).reason()).isEmpty();
        assertThat(explanation).asString().contains("Sun 2026-03-29 03:00:00 +02:00: its local time is skipped");
    }

    @Test
    void by_the_wall_clock_a_skipped_time_is_told_as_left_out() {
        Trigger trigger = cron().hour(2)
                .minute(30)
                .timezone(BERLIN)
                .clockChange(ClockChange.WALL_CLOCK)
                .build();

        assertThat(trigger.explain(Instant.parse("2026-03-28T12:00:00Z"), 1).times())
                .extracting(Explanation.Time::fires, Explanation.Time::reason)
                .containsExactly(tuple(false, Optional.of(Reason.GAP)), tuple(true, Optional.empty()));
    }

    @Test
    void a_repeated_time_is_told_with_its_pass() {
        assertThat(cron("30 2 * * *", BERLIN)
                        .explain(Instant.parse("2026-10-24T12:00:00Z"), 1)
                        .times())
                .singleElement()
                .satisfies(time -> {
                    assertThat(time.reason()).contains(Reason.OVERLAP);
                    assertThat(time.note()).contains("02:30 comes twice").contains("first pass");
                });
    }

    @Test
    void bounds_and_exclusions_are_told() {
        Instant noon = Instant.parse("2026-06-01T12:00:00Z");
        Trigger hourly = new IntervalTrigger(Duration.ofHours(1), Optional.of(noon), Optional.empty());

        assertThat(reasons(hourly.endingAt(noon.plusSeconds(3_600)).explain(noon, 5)))
                .containsExactly(Optional.empty(), Optional.of(Reason.BOUND));
        assertThat(reasons(hourly.except(date(noon.plusSeconds(7_200))).explain(noon, 2)))
                .containsExactly(Optional.empty(), Optional.of(Reason.EXCLUDED), Optional.empty());
        assertThat(reasons(hourly.anchoredAt(noon).limitedTo(1).anchoredAt(noon).explain(noon, 5)))
                .containsExactly(Optional.empty(), Optional.of(Reason.BOUND));
    }

    @Test
    void a_trigger_of_an_application_is_explained_by_its_text() {
        Trigger own = new Trigger() {
            @Override
            public Optional<Instant> nextAfter(Instant after) {
                return Optional.empty();
            }

            @Override
            public String toString() {
                return "at high tide";
            }
        };

        assertThat(own.explain(Instant.EPOCH, 3)).isEqualTo(new Explanation("at high tide", List.of(), ZoneOffset.UTC));
    }

    private static List<Optional<Reason>> reasons(Explanation explanation) {
        return explanation.times().stream().map(Explanation.Time::reason).toList();
    }
}
