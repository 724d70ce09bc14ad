package dev.carillon.benchmarks.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Application-scoped beans of ten methods each, with {@code @Job} on each method or on none, compiled into a folder. */
final class GeneratedBeans {

    private static final int METHODS = 10;

    private GeneratedBeans() {}

    static Path compile(Path folder, int methods, boolean jobs) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(jobs ? "jobs" : "plain"));
        Path sources = Files.createDirectories(folder.resolve(jobs ? "jobs-sources" : "plain-sources"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path")));
        for (int bean = 0; bean < methods / METHODS; bean++) {
            Path source = sources.resolve("Bean" + bean + ".java");
            Files.writeString(source, text(bean, jobs));
            arguments.add(source.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null || compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the generated beans were not compiled; a JDK is needed, not a JRE");
        }
        Files.writeString(
                Files.createDirectories(classes.resolve("META-INF")).resolve("beans.xml"),
                "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"annotated\"/>");
        return classes;
    }

    private static String text(int bean, boolean jobs) {
        return "package generated;\n@jakarta.enterprise.context.ApplicationScoped\npublic class Bean" + bean + " {\n"
                + IntStream.range(0, METHODS)
                        .mapToObj(method ->
                                (jobs ? job(bean, method) : "") + "    public void method" + method + "() {}\n")
                        .collect(Collectors.joining())
                + "}\n";
    }

    /** Half by cron, half by interval; none is due while the container starts. */
    private static String job(int bean, int method) {
        String when = method % 2 == 0 ? "cron = \"" + method + " 3 * * mon-fri\"" : "every = \"" + (method + 1) + "h\"";
        return "    @dev.carillon.Job(id = \"job-" + bean + "-" + method + "\", " + when + ")\n";
    }
}
