package dev.carillon.trigger;

import static dev.carillon.trigger.Triggers.allOf;
import static dev.carillon.trigger.Triggers.anyOf;
import static dev.carillon.trigger.Triggers.calendarInterval;
import static dev.carillon.trigger.Triggers.cron;
import static dev.carillon.trigger.Triggers.date;
import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.tck.checklist.Proves;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private static List<String> fires(Trigger trigger, Instant after, int count) {
        List<String> times = new ArrayList<>();
        Optional<Instant> next = trigger.nextAfter(after);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get().toString());
            next = trigger.nextAfter(next.get());
        }
        return times;
    }

    @Test
    @Proves("8.2/5")
    void an_interval_begins_one_interval_after_it_is_stored_unless_asked_for_at_once() {
        assertThat(fires(every("1h").anchoredAt(NOON), NOON, 2))
                .containsExactly("2026-06-01T13:00:00Z", "2026-06-01T14:00:00Z");
        assertThat(fires(every("1h").atOnce().anchoredAt(NOON), NOON, 2))
                .containsExactly("2026-06-01T12:00:00.000001Z", "2026-06-01T13:00:00.000001Z");
    }

    @Test
    @Proves("8.2/4")
    void an_interval_keeps_its_grid_wherever_it_is_asked_from() {
        Trigger trigger = every("7m").startingAt(NOON);

        assertThat(trigger.nextAfter(Instant.MIN)).contains(NOON);
        assertThat(trigger.nextAfter(NOON.plusSeconds(421))).contains(NOON.plusSeconds(840));
        assertThat(trigger.nextAfter(Instant.parse("9999-12-31T23:59:59Z"))).isEmpty();
    }

    @Test
    @Proves("8.2/1")
    void an_interval_that_is_not_positive_is_refused() {
        assertThatThrownBy(() -> every(Duration.ZERO)).isInstanceOf(JobDefinitionException.class);
        assertThatThrownBy(() -> every(Duration.ofSeconds(-1))).isInstanceOf(JobDefinitionException.class);
    }

    @Test
    @Proves("8.6/6")
    void times_are_rounded_up_to_microseconds() {
        assertThat(date(NOON.plusNanos(1)).time()).isEqualTo(NOON.plusNanos(1_000));
        assertThat(every(Duration.ofNanos(1_001)).interval()).isEqualTo(Duration.ofNanos(2_000));
    }

    @Test
    @Proves({"8.4/6", "8.4/9"})
    void months_that_lack_the_day_are_passed_over_or_end_earlier() {
        CalendarIntervalTrigger.Builder monthly =
                calendarInterval().months(1).start(LocalDate.of(2026, 1, 31)).timezone(ZoneOffset.UTC);

        assertThat(fires(monthly.build(), Instant.EPOCH, 3))
                .containsExactly("2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z");
        assertThat(fires(monthly.endOfMonth(EndOfMonth.LAST_VALID_DAY).build(), Instant.EPOCH, 3))
                .containsExactly("2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
    }

    @Test
    @Proves("8.4/4")
    void a_calendar_interval_in_a_gap_fires_at_its_end_or_drops_the_date() {
        CalendarIntervalTrigger.Builder daily = calendarInterval()
                .days(1)
                .at(2, 30, 0)
                .start(LocalDate.of(2026, 3, 28))
                .timezone(ZoneId.of("Europe/Berlin"));

        assertThat(fires(daily.build(), Instant.EPOCH, 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(fires(daily.clockChange(ClockChange.WALL_CLOCK).build(), Instant.EPOCH, 2))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    @Proves("8.4/9")
    void a_calendar_interval_without_a_start_begins_on_the_day_it_is_stored() {
        Trigger trigger = calendarInterval()
                .weeks(1)
                .at(9, 0, 0)
                .timezone(ZoneOffset.UTC)
                .build()
                .anchoredAt(NOON);

        assertThat(fires(trigger, NOON, 1)).containsExactly("2026-06-08T09:00:00Z");
        assertThat(fires(trigger, Instant.EPOCH, 1)).containsExactly("2026-06-01T09:00:00Z");
    }

    @Test
    @Proves("8.3/35")
    void a_trigger_without_a_zone_takes_the_one_it_is_given_and_keeps_its_own() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");

        assertThat(fires(cron("0 3 * * *").inZone(tokyo), NOON, 1)).containsExactly("2026-06-01T18:00:00Z");
        assertThat(cron("0 3 * * *", ZoneOffset.UTC).inZone(tokyo)).isEqualTo(cron("0 3 * * *", ZoneOffset.UTC));
        assertThat(anyOf(cron("0 3 * * *")).inZone(tokyo)).isEqualTo(anyOf(cron("0 3 * * *", tokyo)));
    }

    @Test
    @Proves("8.5/1")
    void all_of_fires_at_the_earliest_of_times_that_agree_once_per_agreement() {
        Trigger often = every("2m").startingAt(NOON);
        Trigger daily = every("1d").startingAt(NOON.plusSeconds(3_600));

        assertThat(fires(allOf(Duration.ofMinutes(15), often, daily), NOON, 2))
                .containsExactly("2026-06-01T12:46:00Z", "2026-06-02T12:46:00Z");
        assertThat(fires(allOf(date(NOON), date(NOON.plusSeconds(1))), Instant.EPOCH, 5))
                .containsExactly("2026-06-01T12:00:00Z");
    }

    @Test
    @Proves({"8.5/7", "8.5/11"})
    void all_of_ends_its_search_where_triggers_never_agree() {
        Trigger never = allOf(every("1m").startingAt(NOON), every("1m").startingAt(NOON.plusSeconds(30)));

        assertThatThrownBy(() -> never.nextAfter(NOON))
                .isInstanceOf(TriggerSearchException.class)
                .hasMessageContaining("no agreement");
    }

    @Test
    void except_leaves_out_what_another_trigger_or_a_calendar_has() {
        Trigger daily = cron("0 12 * * *", ZoneOffset.UTC);

        assertThat(fires(daily.except(cron("0 12 * * tue", ZoneOffset.UTC)), NOON, 2))
                .containsExactly("2026-06-03T12:00:00Z", "2026-06-04T12:00:00Z");
        assertThat(fires(
                        daily.except(
                                HolidayCalendar.of(LocalDate.of(2026, 6, 2)).everyWeek(DayOfWeek.WEDNESDAY),
                                ZoneOffset.UTC),
                        NOON,
                        2))
                .containsExactly("2026-06-04T12:00:00Z", "2026-06-05T12:00:00Z");
        assertThatThrownBy(() -> daily.except(HolidayCalendar.NONE.everyWeek(DayOfWeek.values()), ZoneOffset.UTC)
                        .nextAfter(NOON))
                .isInstanceOf(TriggerSearchException.class);
    }

    @Test
    @Proves({"8.2/3", "8.2/7", "8.3/36", "8.4/3"})
    void bounds_are_inclusive_and_a_limit_counts_from_the_anchor() {
        Trigger hourly = cron("0 * * * *", ZoneOffset.UTC);

        assertThat(fires(hourly.startingAt(NOON).endingAt(NOON.plusSeconds(3_600)), Instant.EPOCH, 5))
                .containsExactly("2026-06-01T12:00:00Z", "2026-06-01T13:00:00Z");
        assertThat(fires(hourly.limitedTo(2).anchoredAt(NOON), NOON, 5))
                .containsExactly("2026-06-01T13:00:00Z", "2026-06-01T14:00:00Z");
        assertThatThrownBy(() -> hourly.limitedTo(0)).isInstanceOf(JobDefinitionException.class);
    }

    @Test
    void any_instant_may_be_asked_from_and_any_start_given() {
        Trigger early = cron().day("1")
                .timezone(ZoneId.of("Europe/Berlin"))
                .start(Instant.parse("1850-01-01T00:00:00Z"))
                .build();

        assertThat(fires(early, Instant.MIN, 1)).containsExactly("1969-12-31T23:00:00Z");
        assertThat(early.nextAfter(Instant.MAX)).isEmpty();
        assertThat(fires(cron("0 0 29 2 *", ZoneId.of("Europe/Berlin")), Instant.parse("2396-03-01T00:00:00Z"), 1))
                .containsExactly("2400-02-28T23:00:00Z");
        assertThat(fires(cron("0 0 31 12 *", ZoneId.of("Pacific/Auckland")), Instant.parse("9999-01-01T00:00:00Z"), 5))
                .containsExactly("9999-12-30T11:00:00Z");
    }

    @Test
    @Proves("8.5/11")
    void a_part_that_does_not_advance_is_refused_and_named() {
        Trigger stuck = new Trigger() {
            @Override
            public Optional<Instant> nextAfter(Instant after) {
                return Optional.of(after);
            }

            @Override
            public String toString() {
                return "stuck";
            }
        };

        assertThatThrownBy(() -> anyOf(every("1h"), stuck).nextAfter(NOON))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("stuck");
    }

    @Test
    @Proves({"8.1/6", "8.2/9", "8.4/7", "8.5/4", "8.5/10"})
    void triggers_have_a_readable_text() {
        assertThat(cron("0 3 * * mon-fri", ZoneId.of("Europe/Berlin")))
                .hasToString("cron[day_of_week='mon-fri', hour='3', minute='0', timezone='Europe/Berlin']");
        assertThat(every("1h30m")).hasToString("interval[1h30m]");
        assertThat(date(NOON)).hasToString("date[2026-06-01T12:00:00Z]");
        assertThat(anyOf(every("1h"), date(NOON))).hasToString("or[interval[1h], date[2026-06-01T12:00:00Z]]");
    }
}
