package dev.carillon.jpa;

import dev.carillon.JobDefinitionException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Builds the unit of a store with the provider that is there, or the one that the configuration names. */
final class Units {

    private static final String HIBERNATE = "org.hibernate.";
    private static final String ECLIPSELINK = "org.eclipse.persistence.";

    private Units() {}

    /**
     * Builds a unit.
     *
     * @param store the name of the store, part of the unit's name
     * @param wanted the class of the provider; empty for the first that is found
     * @param jta whether it takes part in the container's transactions
     * @param database where the tables are
     * @throws JobDefinitionException if there is no such provider, or it refuses
     */
    static Unit build(
            String store, Optional<String> wanted, DataSource source, boolean jta, Tables tables, Database database) {
        PersistenceProvider provider = provider(store, wanted);
        String type = provider.getClass().getName();
        ClassLoader own = OwnUnit.class.getClassLoader();
        ClassLoader loader = tables.areDefault() ? own : new TableNames(own, tables, database);
        List<String> mappings = tables.areDefault() ? List.of() : List.of(TableNames.FILE);
        // EclipseLink shares one session among units of one name, and with it the data source
        String name = "carillon-" + store + "-" + UUID.randomUUID();
        OwnUnit unit = new OwnUnit(name, type, jta, source, mappings, loader);
        try {
            return Unit.of(provider.createContainerEntityManagerFactory(unit, settings(type, name, jta)), true);
        } catch (PersistenceException refused) {
            throw new JobDefinitionException(
                    "The provider " + type + " refused the persistence unit of the store '" + store + "' (" + refused
                            + "). Look into its log, or name another provider with the option provider.",
                    refused);
        }
    }

    /**
     * Finds a unit of the application, by a reference to it in JNDI or, in Java SE, by its name.
     *
     * @throws JobDefinitionException if it cannot be found or does not hold the entities
     */
    static Unit ofApplication(String store, String name) {
        String reference = "java:comp/env/" + name;
        Optional<EntityManagerFactory> referred = Naming.find(reference, EntityManagerFactory.class);
        try {
            EntityManagerFactory factory = referred.orElseGet(() -> Persistence.createEntityManagerFactory(name));
            return Unit.of(holdingTheEntities(factory, referred.isEmpty()), referred.isEmpty());
        } catch (PersistenceException | IllegalArgumentException missing) {
            throw new JobDefinitionException(
                    "The store '" + store + "' finds no persistence unit '" + name + "' with its entities ("
                            + missing.getMessage() + "). It was looked for as " + reference + " and in persistence.xml."
                            + " Add a persistence-unit-ref of that name to web.xml, and the mapping-file"
                            + " META-INF/carillon-orm.xml to the unit; or leave the option persistence-unit out.",
                    missing);
        }
    }

    private static EntityManagerFactory holdingTheEntities(EntityManagerFactory factory, boolean ours) {
        try {
            factory.getMetamodel().entity(JobRow.class);
            factory.getMetamodel().entity(EndedRunRow.class);
            return factory;
        } catch (IllegalArgumentException missing) {
            if (ours) {
                factory.close();
            }
            throw missing;
        }
    }

    private static Map<String, Object> settings(String provider, String name, boolean jta) {
        Map<String, Object> settings = new HashMap<>();
        if (provider.startsWith(HIBERNATE)) {
            settings.put("hibernate.transaction.coordinator_class", jta ? "jta" : "jdbc");
            settings.put("hibernate.hbm2ddl.auto", "none");
            settings.put("hibernate.jdbc.batch_size", "500");
            settings.put("hibernate.query.in_clause_parameter_padding", "true");
        }
        if (provider.startsWith(ECLIPSELINK)) {
            settings.put("eclipselink.weaving", "false");
            settings.put("eclipselink.session-name", name);
            settings.put("eclipselink.jdbc.batch-writing", "JDBC");
            // it logs each error of a statement, which is thrown as well
            settings.put("eclipselink.logging.level", "SEVERE");
        }
        return settings;
    }

    private static PersistenceProvider provider(String store, Optional<String> wanted) {
        List<PersistenceProvider> all = PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                .getPersistenceProviders();
        return all.stream()
                .filter(provider ->
                        wanted.map(provider.getClass().getName()::equals).orElse(true))
                .findFirst()
                .orElseThrow(() -> new JobDefinitionException("The store '" + store + "' found no persistence provider"
                        + wanted.map(type -> " of the class " + type).orElse("") + ". There are "
                        + all.stream()
                                .map(provider -> provider.getClass().getName())
                                .toList()
                        + ". Add Hibernate or EclipseLink to the application, or leave the option provider out."));
    }
}
