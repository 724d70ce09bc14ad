package dev.carillon.jpa;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The primary key of an ended run, in the order of time; public because Jakarta Persistence asks for it. */
public final class EndedRunKey implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private String namespace;
    private long endedTime;
    private String runId;

    /** For the provider. */
    public EndedRunKey() {
        this("", 0, "");
    }

    EndedRunKey(String namespace, long endedTime, String runId) {
        this.namespace = namespace;
        this.endedTime = endedTime;
        this.runId = runId;
    }

    String namespace() {
        return namespace;
    }

    long endedTime() {
        return endedTime;
    }

    String runId() {
        return runId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndedRunKey key
                && key.namespace.equals(namespace)
                && key.endedTime == endedTime
                && key.runId.equals(runId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, endedTime, runId);
    }

    @Override
    public String toString() {
        return namespace + "/" + endedTime + "/" + runId;
    }
}
