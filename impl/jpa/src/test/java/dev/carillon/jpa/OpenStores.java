package dev.carillon.jpa;

import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.StoreSettings;
import java.util.HashMap;
import java.util.Map;

/** Opens stores on one database as the configuration would. */
record OpenStores(JpaJobStoreProvider provider, Map<String, String> options) {

    static final int POOL_SIZE = 8;
    static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";
    static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

    static OpenStores on(String url, String persistence) {
        return new OpenStores(
                new JpaJobStoreProvider(),
                Map.of("url", url, "provider", persistence, "max-pool-size", String.valueOf(POOL_SIZE)));
    }

    /** With the statements that any database understands. */
    OpenStores portable() {
        return new OpenStores(new JpaJobStoreProvider((database, tables) -> new PortableStatements()), options);
    }

    OpenStores with(String option, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(option, value);
        return new OpenStores(provider, more);
    }

    JobStore open(String namespace) {
        return open(namespace, new JsonRecordCodec());
    }

    JobStore open(String namespace, RecordCodec codec) {
        return provider.open(new StoreSettings("default", namespace, options, codec));
    }
}
