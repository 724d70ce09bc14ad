package dev.carillon;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.io.Serial;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Narrows an observer of {@link dev.carillon.event.JobEvent}s to those of one job. Without it an observer hears of
 * every job.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface JobId {

    /**
     * Returns the id of the job.
     *
     * @return the id, as in {@link Job#id()}
     */
    String value();

    /** Makes a {@link JobId} at run time. */
    final class Literal extends AnnotationLiteral<JobId> implements JobId {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Returns the qualifier for one job.
         *
         * @param id the id of the job
         * @return the qualifier
         */
        public static Literal of(String id) {
            return new Literal(id);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
