/** W1: the next fire time of a cron trigger, beside the cron classes of the peers. */
@NullMarked
package dev.carillon.benchmarks.trigger;

import org.jspecify.annotations.NullMarked;
