package dev.carillon.tck.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one server is given: a directory of its own, a port, the application and a database. It outlives the server's
 * process, so that a server that was killed finds everything again.
 *
 * @param servers where the servers are unpacked, with the application and the JDBC driver beside them
 * @param directory a directory of its own
 * @param port the port for HTTP on the loopback address
 * @param databasePort the port of PostgreSQL on the loopback address
 */
record Site(Path servers, Path directory, int port, int databasePort) {

    static Site create(String name, int databasePort) throws IOException {
        Path servers = Path.of(System.getProperty("servers.dir"));
        Path sites = Files.createDirectories(servers.resolveSibling("sites"));
        return new Site(servers, Files.createTempDirectory(sites, name + "-"), freePort(), databasePort);
    }

    /** Returns the application, the same file for all servers. */
    Path application() {
        return servers.resolve("webapp.war");
    }

    Path driver() {
        return servers.resolve("postgresql.jar");
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
