/** The executors of Java SE. */
@NullMarked
package dev.carillon.core.executor;

import org.jspecify.annotations.NullMarked;
