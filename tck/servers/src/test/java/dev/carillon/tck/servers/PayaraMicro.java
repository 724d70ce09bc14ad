package dev.carillon.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payara Micro: one jar, which deploys what its command line names and nothing else. */
final class PayaraMicro implements ServerRecipe {

    @Override
    public String name() {
        return "payara";
    }

    @Override
    public void prepare(Site site) throws IOException {
        Files.createDirectories(site.directory().resolve("tmp"));
        // its default data source goes to PostgreSQL
        Files.writeString(
                commands(site),
                """
                set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
                set resources.jdbc-connection-pool.H2Pool.datasource-classname=org.postgresql.ds.PGSimpleDataSource
                set resources.jdbc-connection-pool.H2Pool.property.URL=%s
                set resources.jdbc-connection-pool.H2Pool.property.user=postgres
                set resources.jdbc-connection-pool.H2Pool.property.password=postgres
                """
                        .formatted(site.databaseUrl()));
    }

    @Override
    public Launch launch(Site site) {
        return new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djava.io.tmpdir=" + site.directory().resolve("tmp"),
                        "-jar",
                        site.servers().resolve("payara-micro.jar").toString(),
                        "--nohazelcast",
                        "--port",
                        Integer.toString(site.port()),
                        "--addlibs",
                        site.driver().toString(),
                        "--prebootcommandfile",
                        commands(site).toString(),
                        "--contextroot",
                        "webapp",
                        "--deploy",
                        site.application().toString()),
                Map.of());
    }

    @Override
    public List<String> refusals() {
        return List.of("Exception while deploying the app", "PlainTextActionReporterFAILURE");
    }

    @Override
    public Optional<Path> dropIn(Site site) {
        return Optional.empty();
    }

    private static Path commands(Site site) {
        return site.directory().resolve("preboot.txt");
    }
}
