/**
 * What every trigger must pass, an application's own included: {@link dev.carillon.tck.trigger.TriggerContract}. And
 * triggers at random to try everything else with.
 */
@NullMarked
package dev.carillon.tck.trigger;

import org.jspecify.annotations.NullMarked;
