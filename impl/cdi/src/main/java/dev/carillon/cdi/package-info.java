/**
 * The portable extension: it discovers the jobs and observers of beans, checks everything once, hands it to the engine,
 * and calls beans when the engine asks for it.
 */
@NullMarked
package dev.carillon.cdi;

import org.jspecify.annotations.NullMarked;
