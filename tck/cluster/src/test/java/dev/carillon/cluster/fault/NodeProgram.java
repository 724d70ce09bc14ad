package dev.carillon.cluster.fault;

import java.nio.file.Path;
import java.util.List;

/**
 * What a node is.
 *
 * @param main where it begins
 * @param classes where its classes are, beside those of this suite
 * @param options of its virtual machine
 */
record NodeProgram(Class<?> main, List<Path> classes, List<String> options) {

    /** One whose jobs are those of {@link Work}. */
    static NodeProgram ofWork(String... options) {
        return new NodeProgram(FaultNode.class, List.of(), List.of(options));
    }
}
