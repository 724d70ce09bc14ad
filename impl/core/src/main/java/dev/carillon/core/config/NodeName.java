package dev.carillon.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** The name of a node that was given none: host, process and a random part, so that no two live nodes have one name. */
final class NodeName {

    private static final int MOST_OF_HOST = 60;

    private NodeName() {}

    static String generate() {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return host() + "-" + ProcessHandle.current().pid() + "-" + random;
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return host.substring(0, Math.min(host.length(), MOST_OF_HOST));
        } catch (UnknownHostException unnamed) {
            // the random part alone makes the name unique
            return "localhost";
        }
    }
}
