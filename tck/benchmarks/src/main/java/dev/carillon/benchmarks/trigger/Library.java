package dev.carillon.benchmarks.trigger;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.carillon.trigger.Trigger;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import org.jobrunr.scheduling.cron.CronExpression;

/** Who computes the next fire time. Each is asked in its own types, made before measuring. */
public enum Library {
    CARILLON {
        @Override
        NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants) {
            Trigger trigger = expression.fields().timezone(zone).build();
            Instant[] after = instants.toArray(Instant[]::new);
            return index -> trigger.nextAfter(after[index]);
        }

        @Override
        Instant instant(Object answer) {
            return (Instant) ((Optional<?>) answer).orElseThrow();
        }
    },
    QUARTZ {
        @Override
        NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants) {
            try {
                org.quartz.CronExpression cron = new org.quartz.CronExpression(expression.quartzText);
                cron.setTimeZone(TimeZone.getTimeZone(zone));
                Date[] after = instants.stream().map(Date::from).toArray(Date[]::new);
                return index -> Objects.requireNonNull(cron.getNextValidTimeAfter(after[index]));
            } catch (ParseException fault) {
                throw new IllegalArgumentException(expression.quartzText, fault);
            }
        }

        @Override
        Instant instant(Object answer) {
            return ((Date) answer).toInstant();
        }
    },
    CRON_UTILS {
        @Override
        NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants) {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
            ExecutionTime cron = ExecutionTime.forCron(parser.parse(expression.quartzText));
            ZonedDateTime[] after = zoned(zone, instants);
            return index -> cron.nextExecution(after[index]);
        }

        @Override
        Instant instant(Object answer) {
            // it carries the milliseconds of the question along
            return ((ZonedDateTime) ((Optional<?>) answer).orElseThrow())
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS);
        }
    },
    SPRING {
        @Override
        NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants) {
            org.springframework.scheduling.support.CronExpression cron =
                    org.springframework.scheduling.support.CronExpression.parse(expression.text);
            ZonedDateTime[] after = zoned(zone, instants);
            return index -> Objects.requireNonNull(cron.next(after[index]));
        }

        @Override
        Instant instant(Object answer) {
            return ((ZonedDateTime) answer).toInstant();
        }
    },
    JOBRUNR {
        @Override
        NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants) {
            CronExpression cron = new CronExpression(expression.text);
            Instant[] after = instants.toArray(Instant[]::new);
            Instant created = instants.get(0);
            return index -> cron.next(created, after[index], zone);
        }

        @Override
        Instant instant(Object answer) {
            return (Instant) answer;
        }
    };

    /** Computes the next fire time after one of the prepared instants. */
    interface NextFireTime {

        Object after(int index);
    }

    abstract NextFireTime prepare(Expression expression, ZoneId zone, List<Instant> instants);

    abstract Instant instant(Object answer);

    private static ZonedDateTime[] zoned(ZoneId zone, List<Instant> instants) {
        return instants.stream().map(instant -> instant.atZone(zone)).toArray(ZonedDateTime[]::new);
    }
}
