/**
 * Which test proves which behaviour of APScheduler.
 */
@NullMarked
package dev.carillon.tck.checklist;

import org.jspecify.annotations.NullMarked;
