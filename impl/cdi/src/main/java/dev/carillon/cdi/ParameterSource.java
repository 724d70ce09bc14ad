package dev.carillon.cdi;

import jakarta.enterprise.inject.spi.InjectionPoint;

/** Where the value of a parameter comes from at each run. */
sealed interface ParameterSource {

    /** It is the run. */
    record TheRun() implements ParameterSource {}

    /** It is an argument of the job. */
    record Argument(int index) implements ParameterSource {}

    /** It is injected. */
    record Injected(InjectionPoint point) implements ParameterSource {}
}
