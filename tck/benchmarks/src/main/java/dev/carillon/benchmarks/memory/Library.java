package dev.carillon.benchmarks.memory;

/** Who keeps jobs in memory. */
enum Library {
    CARILLON {
        @Override
        Contestant open(Body body, Task task) {
            return new CarillonInMemory(body, task);
        }
    },
    /** Quartz on its RAMJobStore. */
    QUARTZ {
        @Override
        Contestant open(Body body, Task task) throws Exception {
            return new QuartzInMemory(body, task);
        }
    },
    /** JobRunr on its InMemoryStorageProvider. */
    JOBRUNR {
        @Override
        Contestant open(Body body, Task task) {
            return new JobRunrInMemory(body, task);
        }
    },
    /** The JDK's ScheduledThreadPoolExecutor: no ids, no policies, nothing to look at; the limit of what can be reached. */
    LIMIT {
        @Override
        Contestant open(Body body, Task task) {
            return new TimerPool(body, task);
        }
    };

    static final int WORKERS = 10;

    /** What a job is to do. */
    enum Task {
        COUNT,
        NOTE_LATENESS
    }

    abstract Contestant open(Body body, Task task) throws Exception;
}
