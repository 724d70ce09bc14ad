/** How events reach listeners and observers: in order, outside of locks, off the loop. */
@NullMarked
package dev.carillon.core.event;

import org.jspecify.annotations.NullMarked;
