/**
 * A scheduler that a test drives: nothing runs by itself, no thread is started, and a year passes in a moment.
 */
@NullMarked
package dev.carillon.test;

import org.jspecify.annotations.NullMarked;
