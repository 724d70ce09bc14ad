package dev.carillon.tck.servers;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What every application server must let Carillon do. One server and one PostgreSQL serve all tests of a class; each test
 * has jobs of its own. Those that end the server come last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ServerContract {

    private static final Duration LIMIT = ofSeconds(30);
    /** Longer than a dead node's lease. */
    private static final Duration TAKEOVER_LIMIT = ofSeconds(60);
    /** That of the sample's configuration. */
    private static final String NAMESPACE = "webapp";

    /** The WAR says two seconds. */
    private static final Map<String, String> FROM_OUTSIDE = Map.of("CARILLON_JOBS_HEARTBEAT_EVERY", "1s");

    /** How servers mark errors in their logs. */
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|SEVERE)\\b");

    private static final Pattern OUR_EXCEPTION = Pattern.compile("\\bdev\\.carillon\\.\\w*(Exception|Error)\\b");

    private final ServerRecipe recipe;
    private EmbeddedPostgres postgres;
    private Site site;
    private WebappClient webapp;
    private RunningServer server;

    ServerContract(ServerRecipe recipe) {
        this.recipe = recipe;
    }

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        site = Site.create(recipe.name(), postgres.getPort());
        recipe.prepare(site);
        Optional<Path> dropIn = recipe.dropIn(site);
        if (dropIn.isPresent()) {
            Files.copy(site.application(), dropIn.get());
        }
        webapp = new WebappClient(site.port());
        server = RunningServer.start(recipe, site, FROM_OUTSIDE);
    }

    @AfterAll
    void end() throws IOException {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    @Test
    void a_declared_job_fires_again_and_again() {
        awaitTrue(() -> webapp.notes("heartbeat").size() >= 3);

        JsonObject heartbeat = webapp.job("heartbeat");
        assertThat(heartbeat.getBoolean("declared")).isTrue();
        assertThat(heartbeat.getString("state")).isEqualTo("SCHEDULED");
        assertThat(heartbeat.getString("error")).isEmpty();
    }

    @Test
    void all_declared_jobs_are_listed() {
        assertThat(webapp.jobs())
                .extracting(job -> job.getString("id"))
                .contains("heartbeat", "tidy")
                .doesNotContain("remind");
    }

    @Test
    void a_property_from_outside_wins_over_the_declaration() {
        assertThat(webapp.job("heartbeat").getString("trigger")).contains("1s");
    }

    @Test
    void a_dynamic_job_is_added_and_runs_with_its_arguments() {
        assertThat(webapp.add("add-tea", "ann", "tea", 3, ofSeconds(1))).isEqualTo(201);

        awaitTrue(() -> webapp.notes("ann").size() >= 2);

        assertThat(webapp.notes("ann")).containsOnly("tea (3)");
        assertThat(webapp.job("add-tea").getBoolean("declared")).isFalse();
        assertThat(webapp.add("add-tea", "ann", "tea", 3, ofSeconds(1)))
                .as("the id is taken")
                .isEqualTo(409);
        webapp.remove("add-tea");
    }

    @Test
    void a_paused_job_does_not_run_until_it_is_resumed() {
        webapp.add("pause-bread", "bob", "bread", 1, ofSeconds(1));
        awaitTrue(() -> !webapp.notes("bob").isEmpty());

        assertThat(webapp.pause("pause-bread").getString("state")).isEqualTo("PAUSED");
        awaitMoreNotes("heartbeat", 2);
        int paused = webapp.notes("bob").size();
        awaitMoreNotes("heartbeat", 3);
        assertThat(webapp.notes("bob")).hasSize(paused);

        assertThat(webapp.resume("pause-bread").getString("state")).isEqualTo("SCHEDULED");
        awaitTrue(() -> webapp.notes("bob").size() > paused);
        webapp.remove("pause-bread");
    }

    @Test
    void a_job_is_run_now_and_its_event_names_the_run() {
        webapp.add("run-milk", "cleo", "milk", 2, ofHours(1));

        String run = webapp.run("run-milk");

        awaitTrue(() -> webapp.notes("cleo").equals(List.of("milk (2)")));
        awaitTrue(() -> kindsOf(webapp.events("run-milk"), run).contains("JobExecuted"));
        webapp.remove("run-milk");
    }

    @Test
    void a_removed_job_is_gone() {
        webapp.add("remove-salt", "dora", "salt", 1, ofHours(1));
        assertThat(webapp.statusOf("remove-salt")).isEqualTo(200);

        webapp.remove("remove-salt");

        assertThat(webapp.statusOf("remove-salt")).isEqualTo(404);
        assertThat(webapp.jobs()).extracting(job -> job.getString("id")).doesNotContain("remove-salt");
    }

    @Test
    void a_job_added_in_a_transaction_comes_with_its_commit() {
        webapp.add("commit-jam", "eve", "jam", 1, ofHours(1));

        assertThat(webapp.notes("reminders")).contains("set commit-jam");
        assertThat(webapp.statusOf("commit-jam")).isEqualTo(200);
        webapp.remove("commit-jam");
    }

    @Test
    void a_job_added_in_a_transaction_is_gone_after_its_rollback() throws SQLException {
        assertThat(webapp.rehearse("rollback-jam", "eve", "jam", 1, ofSeconds(1)))
                .isEqualTo(204);

        assertThat(webapp.statusOf("rollback-jam")).isEqualTo(404);
        assertThat(count("select count(*) from carillon_job where id = 'rollback-jam'"))
                .isZero();
        assertThat(webapp.notes("reminders")).doesNotContain("set rollback-jam");
        assertThat(webapp.events("rollback-jam")).isEmpty();
    }

    @Test
    void a_job_that_fails_takes_its_own_transaction_back() {
        webapp.add("fail-fish", "nobody", "fish", 1, ofHours(1));

        String run = webapp.run("fail-fish");

        awaitTrue(() -> kindsOf(webapp.events("fail-fish"), run).contains("JobFailed"));
        assertThat(webapp.notes("nobody")).isEmpty();
        assertThat(webapp.job("fail-fish").getString("error")).contains("nobody is there");
        webapp.remove("fail-fish");
    }

    @Test
    void the_persistence_unit_of_the_application_works_beside_ours() throws SQLException {
        webapp.write("fred", "a note of his own");

        assertThat(webapp.notes("fred")).containsExactly("a note of his own");
        assertThat(count("select count(*) from note where author = 'fred'")).isEqualTo(1);
    }

    @Test
    void an_application_without_a_persistence_unit_runs_beside_in_the_same_tables() throws Exception {
        Optional<Path> dropIn = recipe.dropIn(site);
        assumeTrue(dropIn.isPresent(), recipe.name() + " cannot deploy to a running server");
        Path war = dropIn.get().resolveSibling("plain.war");
        Path written = site.directory().resolve("plain.war");

        PlainWar.write(site.application(), written);
        Files.copy(written, war);

        try {
            awaitTrue(() -> leases(PlainWar.NAMESPACE) == 1);
            awaitTrue(() -> count("select count(*) from tick") >= 2);
            assertThat(webapp.statusOf("tick"))
                    .as("a job of the other application")
                    .isEqualTo(404);
        } finally {
            Files.delete(war);
        }
        awaitTrue(() -> leases(PlainWar.NAMESPACE) == 0);
    }

    @Test
    @Order(Integer.MAX_VALUE - 2)
    void a_killed_server_goes_on_with_its_jobs_after_a_restart() throws Exception {
        webapp.add("kill-eggs", "gus", "eggs", 6, ofSeconds(1));
        awaitTrue(() -> !webapp.notes("gus").isEmpty());

        server.kill();
        server = RunningServer.start(recipe, site, FROM_OUTSIDE);

        int before = webapp.notes("gus").size();
        int beats = webapp.notes("heartbeat").size();
        await().atMost(TAKEOVER_LIMIT).until(() -> webapp.notes("gus").size() > before + 1);
        await().atMost(TAKEOVER_LIMIT).until(() -> webapp.notes("heartbeat").size() > beats + 1);
        assertThat(webapp.notes("gus")).containsOnly("eggs (6)");
        await("the lease of the killed server ends").atMost(TAKEOVER_LIMIT).until(() -> leases(NAMESPACE) == 1);
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void an_undeployed_application_leaves_no_lease_and_no_thread_and_comes_back() throws Exception {
        Optional<Path> dropIn = recipe.dropIn(site);
        assumeTrue(dropIn.isPresent(), recipe.name() + " cannot undeploy a running application");
        awaitTrue(() -> leases(NAMESPACE) == 1);

        Files.delete(dropIn.get());
        awaitTrue(() -> !webapp.answers());
        awaitTrue(() -> leases(NAMESPACE) == 0);
        assertThat(heldRuns()).isZero();
        awaitTrue(() -> server.ask("Thread.print").lines().noneMatch(line -> line.contains("carillon")));

        Files.copy(site.application(), dropIn.get());
        awaitTrue(() -> webapp.answers());
        awaitMoreNotes("heartbeat", 2);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_stopped_server_leaves_no_lease_and_no_error_of_ours_in_its_log() throws Exception {
        awaitTrue(() -> leases(NAMESPACE) == 1);

        server.stop();

        assertThat(leases(NAMESPACE)).isZero();
        assertThat(heldRuns()).isZero();
        assertThat(server.log().lines())
                .noneMatch(line -> ERROR.matcher(line).find())
                .noneMatch(line -> OUR_EXCEPTION.matcher(line).find());
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(LIMIT).until(condition);
    }

    private void awaitMoreNotes(String author, int more) {
        int before = webapp.notes(author).size();
        awaitTrue(() -> webapp.notes(author).size() >= before + more);
    }

    private static List<String> kindsOf(List<JsonObject> events, String run) {
        return events.stream()
                .filter(event -> event.getString("run").equals(run))
                .map(event -> event.getString("kind"))
                .toList();
    }

    /** Counts the leases that have not ended. */
    private int leases(String namespace) throws SQLException {
        return count("select count(*) from carillon_node where living = 1 and namespace = '" + namespace + "'");
    }

    private int heldRuns() throws SQLException {
        return count("select coalesce(sum(held), 0) from carillon_job where namespace = '" + NAMESPACE + "'");
    }

    private int count(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }
}
