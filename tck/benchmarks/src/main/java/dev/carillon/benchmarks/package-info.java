/** Runs one workload of the list in {@code performance.md} and judges it against its goal. */
@NullMarked
package dev.carillon.benchmarks;

import org.jspecify.annotations.NullMarked;
