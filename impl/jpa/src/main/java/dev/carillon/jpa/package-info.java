/**
 * The store of type {@code jpa}.
 *
 * <p>{@link dev.carillon.jpa.JpaJobStoreProvider} reads the options and assembles {@link dev.carillon.jpa.JpaJobStore},
 * which reads by JPQL and leaves the statements of claims and completions to the {@code HotStatements} of the database.
 */
@NullMarked
package dev.carillon.jpa;

import org.jspecify.annotations.NullMarked;
