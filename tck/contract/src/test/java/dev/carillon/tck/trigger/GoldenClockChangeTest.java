package dev.carillon.tck.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import dev.carillon.trigger.ClockChange;
import dev.carillon.trigger.CronTrigger;
import dev.carillon.trigger.Trigger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden table of section 1.5 of the APScheduler semantics. */
class GoldenClockChangeTest {

    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hour=0 | America/New_York | 2013-03-09T12:00 | 2013-03-10T00:00-05:00 2013-03-11T00:00-04:00 2013-03-12T00:00-04:00
                    hour=0 minute=30 | America/New_York | 2013-03-09T12:00 | 2013-03-10T00:30-05:00 2013-03-11T00:30-04:00 2013-03-12T00:30-04:00
                    hour=2 minute=30 | America/New_York | 2013-03-09T12:00 | 2013-03-11T02:30-04:00 2013-03-12T02:30-04:00
                    hour=2-3 | America/New_York | 2013-03-09T12:00 | 2013-03-10T03:00-04:00 2013-03-11T02:00-04:00 2013-03-11T03:00-04:00
                    hour=2-3 minute=30 | America/New_York | 2013-03-09T12:00 | 2013-03-10T03:30-04:00 2013-03-11T02:30-04:00 2013-03-11T03:30-04:00
                    minute=*/30 | America/New_York | 2013-03-10T01:00 | 2013-03-10T01:00-05:00 2013-03-10T01:30-05:00 2013-03-10T03:00-04:00 2013-03-10T03:30-04:00 2013-03-10T04:00-04:00
                    day_of_week=mon hour=0 | America/New_York | 2013-03-09T12:00 | 2013-03-11T00:00-04:00 2013-03-18T00:00-04:00
                    day_of_week=mon-fri hour=0 | America/Chicago | 2021-03-12T00:00:01 | 2021-03-15T00:00-05:00
                    hour=1 minute=30 | America/New_York | 2013-11-02T12:00 | 2013-11-03T01:30-04:00 2013-11-03T01:30-05:00 2013-11-04T01:30-05:00
                    hour=1 minute=*/30 | America/New_York | 2013-11-02T12:00 | 2013-11-03T01:00-04:00 2013-11-03T01:30-04:00 2013-11-03T01:00-05:00 2013-11-03T01:30-05:00 2013-11-04T01:00-05:00
                    minute=0 | America/New_York | 2013-11-03T00:00 | 2013-11-03T00:00-04:00 2013-11-03T01:00-04:00 2013-11-03T01:00-05:00 2013-11-03T02:00-05:00 2013-11-03T03:00-05:00
                    hour=3 minute=30 | Europe/Helsinki | 2024-03-30T12:00 | 2024-04-01T03:30+03:00
                    hour=3 minute=30 | Europe/Helsinki | 2024-10-26T12:00 | 2024-10-27T03:30+03:00 2024-10-27T03:30+02:00 2024-10-28T03:30+02:00
                    minute=45 | Australia/Lord_Howe | 2024-04-07T00:00 | 2024-04-07T00:45+11:00 2024-04-07T01:45+11:00 2024-04-07T01:45+10:30 2024-04-07T02:45+10:30
                    minute=15 | Australia/Lord_Howe | 2024-10-06T00:00 | 2024-10-06T00:15+10:30 2024-10-06T01:15+10:30 2024-10-06T03:15+11:00 2024-10-06T04:15+11:00
                    hour=0 | America/Sao_Paulo | 2018-11-02T12:00 | 2018-11-03T00:00-03:00 2018-11-05T00:00-02:00 2018-11-06T00:00-02:00
                    hour=23 minute=30 | America/Sao_Paulo | 2018-02-16T12:00 | 2018-02-16T23:30-02:00 2018-02-17T23:30-02:00 2018-02-17T23:30-03:00 2018-02-18T23:30-03:00
                    hour=10 | Pacific/Apia | 2011-12-28T12:00 | 2011-12-29T10:00-10:00 2011-12-31T10:00+14:00 2012-01-01T10:00+14:00
                    """)
    @Proves({"8.3/38", "8.3/45"})
    void the_wall_clock_rule_gives_the_golden_vectors(String fields, String zone, String from, String expected) {
        Instant start = LocalDateTime.parse(from).atZone(ZoneId.of(zone)).toInstant();
        List<Instant> times = Stream.of(expected.split(" ", -1))
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .toList();

        assertThat(fires(fields, zone, ClockChange.WALL_CLOCK, start, times.size()))
                .isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hour=2 minute=30 | America/New_York | 2013-03-09T12:00 | 2013-03-10T03:00-04:00 2013-03-11T02:30-04:00
                    hour=2-3 | America/New_York | 2013-03-09T12:00 | 2013-03-10T03:00-04:00 2013-03-11T02:00-04:00 2013-03-11T03:00-04:00
                    hour=1 minute=30 | America/New_York | 2013-11-02T12:00 | 2013-11-03T01:30-04:00 2013-11-04T01:30-05:00
                    hour=*/2 minute=30 | America/New_York | 2013-03-09T23:45 | 2013-03-10T00:30-05:00 2013-03-10T04:30-04:00
                    minute=0 | America/New_York | 2013-11-03T00:00 | 2013-11-03T00:00-04:00 2013-11-03T01:00-04:00 2013-11-03T01:00-05:00 2013-11-03T02:00-05:00
                    hour=10 | Pacific/Apia | 2011-12-28T12:00 | 2011-12-29T10:00-10:00 2011-12-31T00:00+14:00 2011-12-31T10:00+14:00
                    hour=0 | America/Sao_Paulo | 2018-11-02T12:00 | 2018-11-03T00:00-03:00 2018-11-04T01:00-02:00 2018-11-05T00:00-02:00
                    """)
    @Proves("8.3/38")
    void by_default_every_local_time_stands_for_one_instant(String fields, String zone, String from, String expected) {
        Instant start = LocalDateTime.parse(from).atZone(ZoneId.of(zone)).toInstant();
        List<Instant> times = Stream.of(expected.split(" ", -1))
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .toList();

        assertThat(fires(fields, zone, ClockChange.ONCE, start, times.size())).isEqualTo(times);
    }

    private static List<Instant> fires(String fields, String zone, ClockChange clockChange, Instant from, int count) {
        CronTrigger.Builder builder =
                CronTrigger.builder().timezone(ZoneId.of(zone)).clockChange(clockChange);
        Matcher field = FIELD.matcher(fields);
        while (field.find()) {
            builder.field(field.group(1), field.group(2));
        }
        Trigger trigger = builder.build();
        List<Instant> times = new ArrayList<>();
        Instant after = from.minusNanos(1_000);
        for (int i = 0; i < count; i++) {
            after = trigger.nextAfter(after).orElseThrow();
            times.add(after);
        }
        return times;
    }
}
