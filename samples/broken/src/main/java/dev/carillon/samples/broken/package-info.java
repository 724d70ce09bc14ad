/** An application with twelve faults, none of which the compiler can see. */
@NullMarked
package dev.carillon.samples.broken;

import org.jspecify.annotations.NullMarked;
