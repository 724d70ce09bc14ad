/** What jobs call: targets, found by the name that is stored, and the JSON form of their arguments. */
@NullMarked
package dev.carillon.core.call;

import org.jspecify.annotations.NullMarked;
