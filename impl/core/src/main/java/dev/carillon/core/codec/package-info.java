/** The JSON form of records and triggers. */
@NullMarked
package dev.carillon.core.codec;

import org.jspecify.annotations.NullMarked;
