/** The way of a due job: claim, plan, executor, invocation, outcome. */
@NullMarked
package dev.carillon.core.dispatch;

import org.jspecify.annotations.NullMarked;
