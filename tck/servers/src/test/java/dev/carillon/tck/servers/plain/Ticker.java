package dev.carillon.tck.servers.plain;

import dev.carillon.Job;
import dev.carillon.JobRun;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** All of an application without a persistence unit, without REST: the servers give it as little as they can. */
@ApplicationScoped
public class Ticker {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource source;

    void create(@Observes Startup start) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists tick (run_id varchar(36) primary key)");
        }
    }

    @Job(id = "tick", every = "1s")
    void tick(JobRun run) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into tick values (?)")) {
            insert.setString(1, run.runId().toString());
            insert.executeUpdate();
        }
    }
}
