package dev.carillon.samples.webapp;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Creates the application's own table. Runs begin only after all observers of {@code Startup}, so that jobs find it there. */
@ApplicationScoped
public class NoteTable {

    private static final String DDL = "create table if not exists note (id varchar(36) primary key,"
            + " author varchar(100) not null, line varchar(1000) not null, written_at timestamp not null)";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource source;

    void create(@Observes Startup start) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(DDL);
        }
    }
}
