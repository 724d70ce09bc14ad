/**
 * The configuration: the one reader of keys, and the typed values that everything else receives.
 *
 * <p>{@link dev.carillon.core.config.ConfigReader} has the table of all keys. It asks a
 * {@link dev.carillon.core.config.ConfigSource} for texts, and makes {@link dev.carillon.core.config.Settings} of them, and
 * of each {@link dev.carillon.core.config.JobDeclaration} a job. What is wrong becomes a
 * {@link dev.carillon.core.config.Fault}; whoever starts a scheduler throws all of them as one exception.
 */
@NullMarked
package dev.carillon.core.config;

import org.jspecify.annotations.NullMarked;
