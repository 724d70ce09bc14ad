/**
 * Keeps the jobs of Carillon in a relational database, through Jakarta Persistence.
 */
module dev.carillon.jpa {
    requires transitive dev.carillon.api;
    requires static transitive org.jspecify;
    requires jakarta.json;
    requires jakarta.persistence;
    requires java.naming;
    requires java.sql;
    requires static jakarta.transaction;
    requires static com.zaxxer.hikari;
    requires static org.postgresql.jdbc;

    // entities are made and filled by whichever provider is there
    opens dev.carillon.jpa;

    provides dev.carillon.spi.JobStoreProvider with
            dev.carillon.jpa.JpaJobStoreProvider;
}
