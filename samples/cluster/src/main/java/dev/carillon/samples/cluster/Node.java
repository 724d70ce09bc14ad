package dev.carillon.samples.cluster;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;

/** One node: the beans of this folder, and with them their jobs, until its input ends. */
public final class Node {

    private Node() {}

    /** Starts. */
    public static void main(String... args) throws IOException {
        try (SeContainer beans = SeContainerInitializer.newInstance().initialize()) {
            if (beans.isRunning()) {
                System.in.transferTo(System.out);
            }
        }
    }
}
