package dev.carillon.jpa;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The primary key of a node; public because Jakarta Persistence asks for it. */
public final class NodeKey implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private String namespace;
    private String nodeId;

    /** For the provider. */
    public NodeKey() {
        this("", "");
    }

    NodeKey(String namespace, String nodeId) {
        this.namespace = namespace;
        this.nodeId = nodeId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeKey key && key.namespace.equals(namespace) && key.nodeId.equals(nodeId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, nodeId);
    }

    @Override
    public String toString() {
        return namespace + "/" + nodeId;
    }
}
