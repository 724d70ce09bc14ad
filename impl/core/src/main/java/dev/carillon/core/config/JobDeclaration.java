package dev.carillon.core.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code @Job} as it is written, before configuration: every value is still text, perhaps with <code>${key:default}</code>.
 *
 * @param place the bean and the method, for messages: {@code com.acme.Reports#nightly(JobRun)}
 * @param id the job's id, given or by default; perhaps with references as well
 * @param target the name under which the job stores what it calls; perhaps with references as well
 * @param attributes the texts of {@code @Job} by their names in kebab case; those not given are left out
 * @param tags the tags
 * @param triggers the trigger annotations beside {@code @Job}
 */
public record JobDeclaration(
        String place,
        String id,
        String target,
        Map<String, String> attributes,
        Set<String> tags,
        List<TriggerDeclaration> triggers) {

    public JobDeclaration {
        attributes = Map.copyOf(attributes);
        tags = Set.copyOf(tags);
        triggers = List.copyOf(triggers);
    }

    /**
     * A trigger annotation as it is written.
     *
     * @param annotation its simple name: {@code Cron}, {@code Interval}, {@code Date}, {@code CalendarInterval}
     * @param attributes its texts by their names in the annotation; those not given are left out
     */
    public record TriggerDeclaration(String annotation, Map<String, String> attributes) {

        public TriggerDeclaration {
            attributes = Map.copyOf(attributes);
        }
    }
}
