/**
 * What an application uses: the annotations that declare jobs, the {@link dev.carillon.Scheduler} that manages them,
 * and the {@link dev.carillon.JobRun} that a running method receives.
 *
 * <p>No parameter, result or component is {@code null} unless it is marked {@code @Nullable}.
 */
@NullMarked
package dev.carillon;

import org.jspecify.annotations.NullMarked;
