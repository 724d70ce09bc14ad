/** The memory store. */
@NullMarked
package dev.carillon.core.store;

import org.jspecify.annotations.NullMarked;
