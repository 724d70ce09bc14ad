/**
 * The ports that stores and executors implement, and the record they keep. Experimental until implementations exist outside of this project.
 */
@NullMarked
package dev.carillon.spi;

import org.jspecify.annotations.NullMarked;
