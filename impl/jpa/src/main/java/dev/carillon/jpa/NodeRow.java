package dev.carillon.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * The row of a node. It outlives the node for a while, so that a node of the same id gets a larger epoch even where the
 * database's clock was put back.
 */
@Entity
@IdClass(NodeKey.class)
@Table(name = "carillon_node")
public class NodeRow {

    @Id
    @Column(name = "namespace")
    String namespace = "";

    @Id
    @Column(name = "id")
    String nodeId = "";

    @Column(name = "epoch")
    long epoch;

    @Column(name = "beats")
    long beats;

    /** 1 while it lives, 0 once it has left or was taken for dead. */
    @Column(name = "living")
    int living;

    @Column(name = "seen_time")
    long seenTime;

    /** What its runs have told of themselves; null if nothing. */
    @Column(name = "progress", length = JobText.LONGEST)
    @Nullable
    String progress;

    /** For the provider. */
    protected NodeRow() {}

    NodeRow(String namespace, String nodeId, long epoch, long now) {
        this.namespace = namespace;
        this.nodeId = nodeId;
        this.epoch = epoch;
        this.living = 1;
        this.seenTime = now;
    }
}
