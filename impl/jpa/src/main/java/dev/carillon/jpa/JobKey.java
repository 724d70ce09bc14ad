package dev.carillon.jpa;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The primary key of a job; public because Jakarta Persistence asks for it. */
public final class JobKey implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private String namespace;
    private String jobId;

    /** For the provider. */
    public JobKey() {
        this("", "");
    }

    JobKey(String namespace, String jobId) {
        this.namespace = namespace;
        this.jobId = jobId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobKey key && key.namespace.equals(namespace) && key.jobId.equals(jobId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, jobId);
    }

    @Override
    public String toString() {
        return namespace + "/" + jobId;
    }
}
