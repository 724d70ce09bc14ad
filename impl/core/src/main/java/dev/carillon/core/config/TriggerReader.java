package dev.carillon.core.config;

import dev.carillon.JobDefinitionException;
import dev.carillon.trigger.DateTrigger;
import dev.carillon.trigger.IntervalTrigger;
import dev.carillon.trigger.Trigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes triggers of texts. */
final class TriggerReader {

    private final Values values;
    private final Faults faults;

    TriggerReader(Values values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /**
     * Reads the triggers of a job.
     *
     * @param declaration the job as it is written
     * @param texts what holds for its attributes
     * @param override the zone in the configuration of this job, which counts for all its triggers
     * @param zone the zone of triggers that name none
     */
    DeclaredTriggers read(JobDeclaration declaration, JobTexts texts, Optional<ZoneId> override, ZoneId zone) {
        List<Trigger> triggers = new ArrayList<>();
        List<String> canonical = new ArrayList<>();
        texts.trigger(JobAttribute.EVERY).flatMap(this::every).ifPresent(trigger -> {
            triggers.add(trigger);
            canonical.add("every " + trigger.interval());
        });
        texts.trigger(JobAttribute.AT).flatMap(given -> at(given, zone)).ifPresent(trigger -> {
            triggers.add(trigger);
            canonical.add("at " + trigger.time());
        });
        return new DeclaredTriggers(triggers.stream().findFirst(), canonical);
    }

    private Optional<IntervalTrigger> every(Given given) {
        return values.duration(given, value -> !value.isZero() && !value.isNegative(), JobAttribute.EVERY.range())
                .flatMap(interval ->
                        built(given, text -> new IntervalTrigger(interval, Optional.empty(), Optional.empty())));
    }

    private Optional<DateTrigger> at(Given given, ZoneId zone) {
        return built(given, text -> new DateTrigger(instant(text, zone)));
    }

    private static Instant instant(String text, ZoneId zone) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        return time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(time);
    }

    private <T extends Trigger> Optional<T> built(Given given, Function<String, T> build) {
        try {
            return Optional.of(build.apply(given.text()));
        } catch (JobDefinitionException fault) {
            faults.add(FaultCode.BAD_TRIGGER, given, rule(fault));
        } catch (DateTimeException fault) {
            faults.add(FaultCode.BAD_TRIGGER, given, "It must be " + JobAttribute.AT.range() + ".");
        }
        return Optional.empty();
    }

    /** Begins what has several lines on a line of its own, so that the caret stays under its place. */
    private static String rule(JobDefinitionException fault) {
        String message = String.valueOf(fault.getMessage()).replace(System.lineSeparator(), "\n");
        return message.contains("\n") ? "\n" + message : message;
    }
}
