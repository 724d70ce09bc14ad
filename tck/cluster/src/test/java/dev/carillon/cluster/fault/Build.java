package dev.carillon.cluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A build of an application, made from a folder of sources.
 *
 * @param classes where its classes are
 * @param loader what loads them; another build has another class of the same name
 * @param properties its configuration, beside that of every node
 */
record Build(Path classes, ClassLoader loader, Map<String, String> properties) {

    private static final Path SOURCES = Path.of("src", "test", "applications");

    /**
     * Makes one.
     *
     * @param name the folder's
     * @param folder where a folder for the classes may be put
     */
    static Build of(String name, Path folder, Map<String, String> properties) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path beans = Files.createDirectories(classes.resolve("META-INF")).resolve("beans.xml");
        Files.writeString(beans, "", StandardCharsets.UTF_8);
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-parameters", "-proc:none");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> sources = Files.walk(SOURCES.resolve(name));
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            boolean done = compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(done).as("%s compiles", name).isTrue();
        }
        URL[] where = {classes.toUri().toURL()};
        return new Build(classes, new URLClassLoader(where, Build.class.getClassLoader()), Map.copyOf(properties));
    }

    NodeProgram program() {
        return new NodeProgram(ApplicationNode.class, List.of(classes), List.of());
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /** Makes an object of a class that has one constructor. */
    Object make(String type, Object... values) throws ReflectiveOperationException {
        return type(type).getConstructors()[0].newInstance(values);
    }
}
