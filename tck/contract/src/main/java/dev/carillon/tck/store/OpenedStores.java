package dev.carillon.tck.store;

import dev.carillon.spi.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens the stores that a test of the contract works with: each test has a namespace of its own, so that all can share one server. */
public abstract class OpenedStores {

    private final List<JobStore> opened = new ArrayList<>();
    private String namespace = "";
    private JobStore store;

    OpenedStores() {}

    /**
     * Opens a store, as one node of those that share a namespace.
     *
     * @param namespace part of every key; a new one has no jobs and no nodes
     * @return an open store, which sees what the others of the same namespace have written
     */
    protected abstract JobStore open(String namespace);

    @BeforeEach
    final void openStore() {
        namespace = "contract-" + UUID.randomUUID();
        store = node();
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(JobStore::close);
    }

    /** Returns the namespace of the present test. */
    final String namespace() {
        return namespace;
    }

    /** Returns the store of the present test. */
    final JobStore store() {
        return store;
    }

    /** Opens the store once more, as another node. */
    final JobStore node() {
        return keep(open(namespace));
    }

    /** Closes a store with the test. */
    final JobStore keep(JobStore node) {
        opened.add(node);
        return node;
    }
}
