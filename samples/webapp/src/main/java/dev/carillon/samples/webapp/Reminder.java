package dev.carillon.samples.webapp;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;

/**
 * What a client sends to add a job.
 *
 * @param id the job's id
 * @param person whom to remind, the first argument of the job
 * @param text of what, the second
 * @param count the third
 * @param every how often, such as {@code 5s}
 */
public record Reminder(String id, String person, String text, int count, String every) {

    /** Tells JSON-B to build it from the properties by name. */
    @JsonbCreator
    public Reminder(
            @JsonbProperty("id") String id,
            @JsonbProperty("person") String person,
            @JsonbProperty("text") String text,
            @JsonbProperty("count") int count,
            @JsonbProperty("every") String every) {
        this.id = id;
        this.person = person;
        this.text = text;
        this.count = count;
        this.every = every;
    }
}
