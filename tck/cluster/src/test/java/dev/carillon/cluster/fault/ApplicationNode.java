package dev.carillon.cluster.fault;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;

/**
 * A process with an application: beans of a build of its own, and the scheduler that comes with them. It ends when it is
 * told to, and at once when the process that started it is gone.
 */
final class ApplicationNode {

    private ApplicationNode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Notebook notebook;
        try (SeContainer beans = SeContainerInitializer.newInstance()
                .addBeanClasses(Notebook.class)
                .initialize()) {
            notebook = beans.select(Notebook.class).get();
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(3);
            }
        }
        notebook.finish();
    }
}
