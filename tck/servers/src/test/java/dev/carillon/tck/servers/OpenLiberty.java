package dev.carillon.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Open Liberty: one unpacked home serves many sites, each with a user directory of its own. */
final class OpenLiberty implements ServerRecipe {

    @Override
    public String name() {
        return "liberty";
    }

    @Override
    public void prepare(Site site) throws IOException {
        Path server = Files.createDirectories(server(site));
        Files.createDirectories(server.resolve("dropins"));
        Files.writeString(server.resolve("jvm.options"), "-Xmx512m\n");
        Files.writeString(
                server.resolve("server.xml"),
                """
                <server>
                  <featureManager>
                    <feature>webProfile-10.0</feature>
                    <feature>concurrent-3.0</feature>
                    <feature>mpConfig-3.1</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <library id="postgresql"><file name="%s"/></library>
                  <dataSource id="DefaultDataSource">
                    <jdbcDriver libraryRef="postgresql"/>
                    <properties.postgresql serverName="127.0.0.1" portNumber="%d" databaseName="postgres"
                                           user="postgres" password="postgres"/>
                  </dataSource>
                </server>
                """
                        .formatted(site.port(), site.driver(), site.databasePort()));
    }

    @Override
    public Launch launch(Site site) {
        return new Launch(
                List.of(site.servers().resolve("wlp/bin/server").toString(), "run", "carillon"),
                Map.of("WLP_USER_DIR", site.directory().toString()));
    }

    @Override
    public List<String> refusals() {
        return List.of("CWWKZ0002E", "CWWKZ0004E");
    }

    @Override
    public Optional<Path> dropIn(Site site) {
        return Optional.of(server(site).resolve("dropins/webapp.war"));
    }

    private static Path server(Site site) {
        return site.directory().resolve("servers/carillon");
    }
}
