/**
 * Method references that name what a job calls, checked by the compiler: {@code Mailer::send} with its arguments.
 */
@NullMarked
package dev.carillon.call;

import org.jspecify.annotations.NullMarked;
