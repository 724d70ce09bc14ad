/**
 * What applications, stores and executors see of Carillon: annotations, the scheduler, triggers, events and ports.
 */
module dev.carillon.api {
    requires static transitive jakarta.cdi;
    requires static transitive jakarta.inject;
    requires static transitive org.jspecify;

    exports dev.carillon;
    exports dev.carillon.event;
    exports dev.carillon.spi;
    exports dev.carillon.call;
    exports dev.carillon.trigger;

    uses dev.carillon.spi.SchedulerBuilderProvider;
}
