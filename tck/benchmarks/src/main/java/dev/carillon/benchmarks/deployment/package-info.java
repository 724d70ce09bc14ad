/** What a thousand declared jobs add to the start of a CDI container. */
@NullMarked
package dev.carillon.benchmarks.deployment;

import org.jspecify.annotations.NullMarked;
