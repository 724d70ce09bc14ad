/** The scheduler: verbs on jobs, life cycle, and the place where all parts are put together. */
@NullMarked
package dev.carillon.core.scheduler;

import org.jspecify.annotations.NullMarked;
