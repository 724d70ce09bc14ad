/** W4 to W7, W9, W10 and GROWTH: jobs in PostgreSQL, beside the peers that keep theirs there and a loop written by hand. */
@NullMarked
package dev.carillon.benchmarks.relational;

import org.jspecify.annotations.NullMarked;
