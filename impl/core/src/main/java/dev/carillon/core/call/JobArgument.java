package dev.carillon.core.call;

import java.lang.reflect.Type;

/**
 * A parameter of a target that takes an argument.
 *
 * @param name its name in the source, or {@code arg0}, {@code arg1} where the class was compiled without names
 * @param type its declared type; an argument is stored as JSON and bound to exactly this type
 */
public record JobArgument(String name, Type type) {}
