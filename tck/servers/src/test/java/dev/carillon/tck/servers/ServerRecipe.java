package dev.carillon.tck.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one make of server is set up and started: all that differs between servers. */
interface ServerRecipe {

    /** A word for directories and messages. */
    String name();

    /** Sets up a site: configuration, data source, application. Called once, before the first start. */
    void prepare(Site site) throws IOException;

    /** Returns how the process is started. Called before each start. */
    Launch launch(Site site);

    /** What the log says when the server has refused the application; most servers go on without it. */
    List<String> refusals();

    /** The file that makes the server run the application while it is there; empty if the server cannot do that. */
    Optional<Path> dropIn(Site site);

    /**
     * A command line.
     *
     * @param command the program and its arguments
     * @param environment what is set beside the test's own environment
     */
    record Launch(List<String> command, Map<String, String> environment) {}
}
