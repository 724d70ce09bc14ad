package dev.carillon.samples.webapp;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Creates the application's own table. Carillon sees to its tables itself, later in the start of the application. */
@ApplicationScoped
public class NoteTable {

    private static final String DDL = "create table if not exists note (id varchar(36) primary key,"
            + " author varchar(100) not null, line varchar(1000) not null, written_at timestamp not null)";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource source;

    void create(@Observes @Initialized(ApplicationScoped.class) Object start) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(DDL);
        }
    }
}
