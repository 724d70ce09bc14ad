package dev.carillon.benchmarks.relational;

import java.util.Map;

/** Who keeps jobs in a database. */
enum Library {
    /** Carillon without its history: what the others do not keep either, or only for a while. */
    CARILLON {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) {
            return new CarillonOnDatabase(database, body, task, Map.of("history", "off"));
        }
    },
    /** Carillon whose nodes find out by asking, as on other databases. */
    CARILLON_UNNOTIFIED {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) {
            return new CarillonOnDatabase(database, body, task, Map.of("history", "off", "notify", "off"));
        }
    },
    /** Carillon as it comes. */
    CARILLON_WITH_HISTORY {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) {
            return new CarillonOnDatabase(database, body, task, Map.of());
        }
    },
    DB_SCHEDULER {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) throws Exception {
            return new DbSchedulerOnDatabase(database, body, task);
        }
    },
    JOBRUNR {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) {
            return new JobRunrOnDatabase(database, body, task);
        }
    },
    /** Quartz on its JobStoreTX, clustered. */
    QUARTZ {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) throws Exception {
            return new QuartzOnDatabase(database, body, task);
        }
    },
    /** A loop written by hand with the same guarantees and nothing else: the limit of what can be reached. */
    LIMIT {
        @Override
        Contestant open(BenchmarkDatabase database, Body body, Task task) throws Exception {
            return new SqlLoop(database, body, task);
        }
    };

    static final int WORKERS = 10;
    static final int CONNECTIONS = 10;

    /** What a job is to do. */
    enum Task {
        COUNT,
        NOTE_LATENESS
    }

    /** Opens one in a database, which may be new or have been used by the same library before. Nothing runs yet. */
    abstract Contestant open(BenchmarkDatabase database, Body body, Task task) throws Exception;
}
