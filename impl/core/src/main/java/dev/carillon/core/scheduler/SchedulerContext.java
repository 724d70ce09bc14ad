package dev.carillon.core.scheduler;

import dev.carillon.UnknownExecutorException;
import dev.carillon.core.call.ArgumentCodec;
import dev.carillon.core.call.JobTargets;
import dev.carillon.core.codec.JobExport;
import dev.carillon.core.config.Settings;
import dev.carillon.core.dispatch.ExecutorPool;
import dev.carillon.core.event.EventBus;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the verbs on jobs need, whichever store they go to.
 *
 * @param executorNames names the executors that this node has, or will have once it is started
 */
record SchedulerContext(
        Settings settings,
        JobTargets targets,
        ArgumentCodec arguments,
        ExecutorPool executors,
        Set<String> executorNames,
        EventBus events) {

    /** Makes it when it is asked for: exports are rare, and finding the JSON provider takes its time. */
    JobExport export() {
        return new JobExport();
    }

    String requireExecutor(String name) {
        if (!executorNames.contains(name)) {
            throw new UnknownExecutorException("This node has no executor '" + name + "', only "
                    + new TreeSet<>(executorNames) + ". Configure carillon.executors." + name
                    + ".type, or choose one of these.");
        }
        return name;
    }
}
