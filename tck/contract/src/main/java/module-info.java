/**
 * What every store, executor and trigger must pass, as abstract JUnit classes.
 */
module dev.carillon.tck {
    requires transitive dev.carillon.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static dev.carillon.checklist;
    requires static transitive org.jspecify;

    exports dev.carillon.tck.store;
    exports dev.carillon.tck.trigger;
}
