package dev.carillon.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** WildFly: one unpacked home serves many sites, each with a base directory of its own. */
final class WildFly implements ServerRecipe {

    @Override
    public String name() {
        return "wildfly";
    }

    @Override
    public void prepare(Site site) throws IOException {
        Path base = site.directory();
        copyTree(home().resolve("standalone/configuration"), base.resolve("configuration"));
        Path configuration = base.resolve("configuration/standalone-microprofile.xml");
        // the default data source goes to PostgreSQL; the scanner looks for the application twice a second
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceFirst("<connection-url>.*</connection-url>", connectionUrl(site))
                        .replaceFirst("<driver>h2</driver>", "<driver>postgresql</driver>")
                        .replaceFirst("<security user-name=\"sa\".*/>", "<security user-name=\"postgres\"/>")
                        .replaceFirst(
                                "<drivers>", "<drivers><driver name=\"postgresql\" module=\"org.postgresql.jdbc\"/>")
                        .replaceFirst("scan-interval=\"5000\"", "scan-interval=\"500\""));
        Path module = Files.createDirectories(base.resolve("modules/org/postgresql/jdbc/main"));
        Files.copy(site.driver(), module.resolve("postgresql.jar"));
        Files.writeString(
                module.resolve("module.xml"),
                """
                <module xmlns="urn:jboss:module:1.9" name="org.postgresql.jdbc">
                  <resources><resource-root path="postgresql.jar"/></resources>
                  <dependencies>
                    <module name="java.se"/><module name="jakarta.transaction.api"/>
                  </dependencies>
                </module>
                """);
        Files.createDirectories(base.resolve("deployments"));
    }

    @Override
    public Launch launch(Site site) {
        return new Launch(
                List.of(
                        home().resolve("bin/standalone.sh").toString(),
                        "-c",
                        "standalone-microprofile.xml",
                        "-b",
                        "127.0.0.1",
                        "-bmanagement",
                        "127.0.0.1",
                        "-Djboss.server.base.dir=" + site.directory(),
                        "-Djboss.http.port=" + site.port(),
                        "-Djboss.https.port=" + Site.freePort(),
                        "-Djboss.management.http.port=" + Site.freePort(),
                        "-Djboss.management.https.port=" + Site.freePort()),
                Map.of(
                        "JAVA_OPTS", "-Xmx512m -Djava.net.preferIPv4Stack=true",
                        "JBOSS_MODULEPATH",
                                home().resolve("modules") + ":"
                                        + site.directory().resolve("modules"),
                        "LAUNCH_JBOSS_IN_BACKGROUND", "true"));
    }

    @Override
    public List<String> refusals() {
        return List.of("WFLYCTL0013", "WFLYSRV0026");
    }

    @Override
    public Optional<Path> dropIn(Site site) {
        return Optional.of(site.directory().resolve("deployments/webapp.war"));
    }

    private static Path home() {
        return Path.of(System.getProperty("servers.wildfly"));
    }

    private static String connectionUrl(Site site) {
        return "<connection-url>" + site.databaseUrl() + "</connection-url>";
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
