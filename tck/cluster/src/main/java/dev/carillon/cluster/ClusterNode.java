package dev.carillon.cluster;

import dev.carillon.Scheduler;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.config.Settings;
import dev.carillon.core.scheduler.DrivenScheduler;
import dev.carillon.core.scheduler.SchedulerAssembly;
import dev.carillon.spi.JobPolicy;
import dev.carillon.spi.JobStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** One node of the cluster, as its scheduler and its executor; it has a life until it crashes. */
final class ClusterNode implements NodeStore.Line {

    private static final ArgumentCodec ARGUMENTS = new ArgumentCodec();

    private final String name;
    private final Cluster cluster;
    private final Bodies bodies;
    private final DrivenScheduler driven;
    // a thread of a node is at one thing at a time
    private final Set<Act> busy = EnumSet.noneOf(Act.class);
    private boolean crashed;
    private boolean frozen;
    private boolean cutOff;

    ClusterNode(String name, Cluster cluster, JobStore store, Clocks clocks, Witness witness) {
        this.name = name;
        this.cluster = cluster;
        this.bodies = new Bodies(witness);
        Settings settings = new Settings(
                name,
                "cluster",
                ZoneId.of("UTC"),
                JobPolicy.DEFAULT,
                Map.of(),
                Map.of(),
                Duration.ofSeconds(1),
                Map.of(),
                "",
                Settings.Obsolete.KEEP);
        this.driven = DrivenScheduler.of(
                SchedulerAssembly.with(settings, bodies)
                        .arguments(ARGUMENTS)
                        .jobStore("default", new NodeStore(store, this))
                        .executor("default", bodies)
                        .receiver(witness),
                clocks::nanos);
        driven.scheduler().start();
    }

    @Override
    public void before() {
        cluster.before(this);
    }

    @Override
    public void after() {
        cluster.after(this);
    }

    String name() {
        return name;
    }

    DrivenScheduler driven() {
        return driven;
    }

    Scheduler scheduler() {
        return driven.scheduler();
    }

    Bodies bodies() {
        return bodies;
    }

    /** Does something on the one thread that does it, unless that is at it already. */
    void alone(Act act, Runnable work) {
        if (busy.add(act)) {
            try {
                work.run();
            } finally {
                busy.remove(act);
            }
        }
    }

    boolean isCrashed() {
        return crashed;
    }

    void crash() {
        crashed = true;
    }

    boolean isFrozen() {
        return frozen;
    }

    void freeze(boolean value) {
        frozen = value;
    }

    boolean isCutOff() {
        return cutOff;
    }

    void cutOff(boolean value) {
        cutOff = value;
    }
}
