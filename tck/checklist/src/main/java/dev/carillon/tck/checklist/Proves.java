package dev.carillon.tck.checklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which behaviours of APScheduler's own tests a test proves for Carillon. The table in {@code tck/README.md} is made
 * from these; the build breaks on a number that does not exist, and on one that nothing proves and no reason excuses.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Proves {

    /**
     * Returns the behaviours.
     *
     * @return numbers of the checklist, such as {@code 8.10/17}
     */
    String[] value();
}
