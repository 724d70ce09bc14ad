/** The configuration: the one reader of keys, and the typed values that everything else receives. */
@NullMarked
package dev.carillon.core.config;

import org.jspecify.annotations.NullMarked;
