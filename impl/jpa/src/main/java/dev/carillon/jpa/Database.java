package dev.carillon.jpa;

import dev.carillon.spi.EpochMicros;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** What differs from one database to the next, besides the statements of {@link HotStatements}. */
enum Database {
    POSTGRESQL("select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)") {
        @Override
        HotStatements statements(Tables tables) {
            return new PostgreSqlStatements(tables);
        }

        @Override
        Optional<Collation> collation() {
            return Optional.of(new Collation("\"C\"", "pg_collation_for"));
        }
    },

    /** In UTC: at the end of summer time an hour of local time has two meanings. */
    MARIADB("select timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(6))") {
        @Override
        HotStatements statements(Tables tables) {
            return new MariaDbStatements(tables);
        }

        @Override
        Optional<Collation> collation() {
            return Optional.of(new Collation("utf8mb4_nopad_bin", "collation"));
        }

        @Override
        String schemaAttribute() {
            return "catalog";
        }
    },

    H2("select cast(extract(epoch from current_timestamp) * 1000000 as bigint)") {
        /** H2 compares texts by UTF-16 units, which puts what is beyond U+FFFF in another place. */
        @Override
        String inIdOrder(String id) {
            return "function('stringtoutf8', " + id + ")";
        }
    },

    ORACLE("select current_timestamp from dual"),

    SQLSERVER("select datediff_big(microsecond, '1970-01-01', sysutcdatetime())"),

    DB2("select (days(current timestamp - current timezone) - days('1970-01-01')) * bigint(86400000000)"
            + " + midnight_seconds(current timestamp - current timezone) * bigint(1000000)"
            + " + microsecond(current timestamp - current timezone) from sysibm.sysdummy1"),

    /** Any other: the tables must be there, and the portable statements do. */
    OTHER("select current_timestamp from carillon_schema");

    private final String now;

    Database(String now) {
        this.now = now;
    }

    /**
     * Recognises a database by the name that its driver gives.
     *
     * @param product such as {@code PostgreSQL}
     */
    static Database of(String product) {
        String name = product.toLowerCase(Locale.ROOT);
        // it tells its platform as well
        if (name.startsWith("db2")) {
            return DB2;
        }
        return switch (name) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "h2" -> H2;
            case "oracle" -> ORACLE;
            case "microsoft sql server" -> SQLSERVER;
            default -> OTHER;
        };
    }

    /** Tells whether the statements and the script are tested on this database. */
    boolean isTested() {
        return switch (this) {
            case POSTGRESQL, MARIADB, H2 -> true;
            case ORACLE, SQLSERVER, DB2, OTHER -> false;
        };
    }

    /** Returns where the script of this database lies in the jar; empty if there is none. */
    Optional<String> script() {
        return this == OTHER
                ? Optional.empty()
                : Optional.of("/META-INF/carillon/jpa/" + name().toLowerCase(Locale.ROOT) + "/V1__carillon.sql");
    }

    /** Returns what a mapping file calls the part of a table's name that people call its schema. */
    String schemaAttribute() {
        return "schema";
    }

    /** Returns how ids must be compared; empty if they are as the database comes. */
    Optional<Collation> collation() {
        return Optional.empty();
    }

    /**
     * How ids are compared.
     *
     * @param name as the database calls what compares byte by byte
     * @param function what tells how a value is compared
     */
    record Collation(String name, String function) {}

    HotStatements statements(Tables tables) {
        return new PortableStatements();
    }

    /** Wraps an id or a parameter in JPQL so that it is compared byte by byte. */
    String inIdOrder(String id) {
        return id;
    }

    /** Asks the database what time it is, to the microsecond where it can tell. */
    Instant now(EntityManager em, Tables tables) {
        Object time = em.createNativeQuery(tables.in(now)).setMaxResults(1).getSingleResult();
        return instant(time);
    }

    private static Instant instant(Object time) {
        if (time instanceof Number micros) {
            return EpochMicros.toInstant(micros.longValue());
        }
        if (time instanceof Timestamp stamp) {
            return EpochMicros.truncate(stamp.toInstant());
        }
        if (time instanceof OffsetDateTime zoned) {
            return EpochMicros.truncate(zoned.toInstant());
        }
        throw new IllegalStateException("the database told its time as " + time);
    }
}
