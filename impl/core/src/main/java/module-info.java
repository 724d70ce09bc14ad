/**
 * The engine of Carillon: it plans, claims, runs and records jobs, without CDI.
 */
module dev.carillon.core {
    requires transitive dev.carillon.api;
    requires static transitive org.jspecify;
    requires jakarta.json;
    requires jakarta.json.bind;

    exports dev.carillon.core.call;
    exports dev.carillon.core.codec;
    exports dev.carillon.core.config;
    exports dev.carillon.core.event;
    exports dev.carillon.core.executor;
    exports dev.carillon.core.scheduler;
    exports dev.carillon.core.store;

    uses dev.carillon.spi.JobStoreProvider;
    uses dev.carillon.spi.JobExecutorProvider;
    uses dev.carillon.spi.TriggerProvider;

    provides dev.carillon.spi.JobStoreProvider with
            dev.carillon.core.store.MemoryJobStoreProvider;
    provides dev.carillon.spi.JobExecutorProvider with
            dev.carillon.core.executor.ThreadPoolJobExecutorProvider;
    provides dev.carillon.spi.SchedulerBuilderProvider with
            dev.carillon.core.scheduler.StandaloneSchedulers;
}
