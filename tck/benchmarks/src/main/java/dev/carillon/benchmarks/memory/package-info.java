/** W2, W3 and W8: jobs in memory, beside the peers that keep theirs in memory; and what a million idle jobs cost. */
@NullMarked
package dev.carillon.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
