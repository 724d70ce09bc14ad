/**
 * Tests of jobs on a clock that the test moves.
 */
module dev.carillon.test {
    requires transitive dev.carillon.api;
    requires dev.carillon.core;
    requires static dev.carillon.cdi;
    requires static jakarta.cdi;
    requires static transitive org.jspecify;

    exports dev.carillon.test;
}
