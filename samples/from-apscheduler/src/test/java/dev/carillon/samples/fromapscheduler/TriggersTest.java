package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.allOf;
import static dev.carillon.trigger.Triggers.anyOf;
import static dev.carillon.trigger.Triggers.calendarInterval;
import static dev.carillon.trigger.Triggers.cron;
import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The triggers, each with the times it names. The new year of 2027 is a Friday. */
class TriggersTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    /** The first fire times after the new year. */
    private static List<String> times(Trigger trigger, int count) {
        Trigger anchored = trigger.inZone(ZoneOffset.UTC).anchoredAt(NEW_YEAR);
        return Stream.iterate(
                        anchored.nextAfter(NEW_YEAR), Optional::isPresent, time -> time.flatMap(anchored::nextAfter))
                .limit(count)
                .map(time -> time.orElseThrow().toString())
                .toList();
    }

    @Test
    @Proves("8.1/3")
    void a_date_fires_once() {
        Trigger trigger = date(LocalDateTime.of(2027, 2, 1, 16, 30, 5), BERLIN);

        assertThat(times(trigger, 2)).containsExactly("2027-02-01T15:30:05Z");
    }

    @Test
    void an_interval_fires_at_a_fixed_rate_first_after_one_interval() {
        Trigger trigger = every("1h30m");

        assertThat(times(trigger, 2)).containsExactly("2027-01-01T01:30:00Z", "2027-01-01T03:00:00Z");
    }

    @Test
    void an_interval_has_bounds() {
        Instant monday = Instant.parse("2027-01-04T08:00:00Z");
        Trigger trigger = every(Duration.ofHours(2)).startingAt(monday).endingAt(monday.plus(Duration.ofHours(4)));

        assertThat(times(trigger, 9))
                .containsExactly("2027-01-04T08:00:00Z", "2027-01-04T10:00:00Z", "2027-01-04T12:00:00Z");
    }

    @Test
    void a_cron_trigger_is_given_by_fields() {
        Trigger trigger =
                cron().dayOfWeek("mon-fri").hour(5).minute(30).timezone(BERLIN).build();

        assertThat(times(trigger, 2)).containsExactly("2027-01-01T04:30:00Z", "2027-01-04T04:30:00Z");
    }

    @Test
    @Proves("8.3/13")
    void a_cron_trigger_knows_the_third_friday() {
        Trigger trigger = cron().month("6-8,11-12").day("3rd fri").hour("0-3").build();

        assertThat(times(trigger, 1)).containsExactly("2027-06-18T00:00:00Z");
    }

    @Test
    void a_cron_trigger_is_given_by_text_where_sunday_is_0_and_7() {
        Trigger trigger = cron("0 6 * * 0", BERLIN);

        assertThat(times(trigger, 1)).containsExactly("2027-01-03T05:00:00Z");
        assertThat(times(cron("0 6 * * 7", BERLIN), 5)).isEqualTo(times(trigger, 5));
    }

    @Test
    void a_calendar_interval_counts_months_not_hours() {
        Trigger trigger = calendarInterval()
                .months(1)
                .at(15, 36, 0)
                .start(LocalDate.of(2027, 3, 17))
                .timezone(BERLIN)
                .build();

        assertThat(times(trigger, 2)).containsExactly("2027-03-17T14:36:00Z", "2027-04-17T13:36:00Z");
    }

    @Test
    void all_of_some_triggers_fire_when_they_agree() {
        Trigger trigger = allOf(
                every("2h").startingAt(NEW_YEAR),
                cron().dayOfWeek("sat,sun").hour("*").build());

        assertThat(times(trigger, 2)).containsExactly("2027-01-02T00:00:00Z", "2027-01-02T02:00:00Z");
    }

    @Test
    void any_of_some_triggers_fires() {
        Trigger trigger = anyOf(cron("0 2 * * mon"), cron("0 15 * * tue"));

        assertThat(times(trigger, 2)).containsExactly("2027-01-04T02:00:00Z", "2027-01-05T15:00:00Z");
    }

    @Test
    void a_trigger_tells_in_english_what_it_asks_for() {
        assertThat(cron("0 3 * * mon-fri").explain()).containsIgnoringCase("monday");
    }
}
