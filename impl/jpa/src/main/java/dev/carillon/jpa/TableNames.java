package dev.carillon.jpa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a provider find a mapping file that gives the entities other table names. Mapping files are the one way to do so
 * that all providers share, and they come from the class loader; so this one has it in memory, and hands everything else
 * to its parent.
 */
final class TableNames extends ClassLoader {

    /** The name of the mapping file. */
    static final String FILE = "META-INF/carillon-tables.xml";

    private final URL url;

    TableNames(ClassLoader parent, Tables tables, Database database) {
        super(parent);
        byte[] content = mapping(tables, database).getBytes(StandardCharsets.UTF_8);
        try {
            url = new URL("carillon", "", -1, "/" + FILE, new InMemory(content));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String mapping(Tables tables, Database database) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <entity-mappings xmlns="https://jakarta.ee/xml/ns/persistence/orm"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0"
                    xsi:schemaLocation="https://jakarta.ee/xml/ns/persistence/orm https://jakarta.ee/xml/ns/persistence/orm/orm_3_0.xsd">
                  <entity class="%s"><table name="%sjob"%s/></entity>
                  <entity class="%s"><table name="%snode"%s/></entity>
                  <entity class="%s"><table name="%shistory"%s/></entity>
                </entity-mappings>
                """
                .formatted(
                        JobRow.class.getName(),
                        tables.prefix(),
                        schema(tables, database),
                        NodeRow.class.getName(),
                        tables.prefix(),
                        schema(tables, database),
                        EndedRunRow.class.getName(),
                        tables.prefix(),
                        schema(tables, database));
    }

    private static String schema(Tables tables, Database database) {
        String name = tables.schema();
        return name.isEmpty()
                ? ""
                : " " + database.schemaAttribute() + "=\"" + name.substring(0, name.length() - 1) + "\"";
    }

    @Override
    public @Nullable URL getResource(String name) {
        return name.equals(FILE) ? url : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(FILE) ? Collections.enumeration(List.of(url)) : super.getResources(name);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            return name.equals(FILE) ? url.openStream() : super.getResourceAsStream(name);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class InMemory extends URLStreamHandler {

        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // it is there already
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
