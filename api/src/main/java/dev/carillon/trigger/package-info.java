/**
 * When a job runs: triggers, complete with their arithmetic.
 *
 * <p>Triggers are immutable values. They know nothing of stores, clocks or runs, and answer one question:
 * {@link dev.carillon.trigger.Trigger#nextAfter(java.time.Instant)}.
 */
@NullMarked
package dev.carillon.trigger;

import org.jspecify.annotations.NullMarked;
