package dev.carillon.tck.servers;

import dev.carillon.tck.servers.plain.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A WAR with the libraries of the sample, one bean and a configuration: nothing that asks for a persistence provider. */
final class PlainWar {

    static final String NAMESPACE = "plain";

    private static final String CONFIGURATION =
            """
            carillon.jobstores.default.type=jpa
            carillon.jobstores.default.datasource=java:comp/DefaultDataSource
            carillon.namespace=%s
            """
                    .formatted(NAMESPACE);

    private PlainWar() {}

    /** Writes it. */
    static void write(Path sample, Path war) throws IOException {
        try (ZipFile libraries = new ZipFile(sample.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            Enumeration<? extends ZipEntry> entries = libraries.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().matches("WEB-INF/lib/.+\\.jar")) {
                    try (InputStream library = libraries.getInputStream(entry)) {
                        add(out, entry.getName(), library.readAllBytes());
                    }
                }
            }
            String bean = Ticker.class.getName().replace('.', '/') + ".class";
            try (InputStream code = Ticker.class.getClassLoader().getResourceAsStream(bean)) {
                add(out, "WEB-INF/classes/" + bean, code.readAllBytes());
            }
            add(
                    out,
                    "WEB-INF/classes/META-INF/microprofile-config.properties",
                    CONFIGURATION.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
