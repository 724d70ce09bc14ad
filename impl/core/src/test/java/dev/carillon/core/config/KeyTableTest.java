package dev.carillon.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table in the documentation of the reader and the keys that it knows together. */
class KeyTableTest {

    private static final Pattern ROW =
            Pattern.compile("<tr><td>\\{@code (carillon\\.[^}]+)}</td><td>(.+?)</td><td>(.+?)</td><td>(.+?)</td></tr>");

    @Test
    void the_table_names_each_key_with_its_range() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/carillon/core/config/ConfigReader.java"));
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(source);
        while (row.find()) {
            assertThat(documented.put(row.group(1), row.group(4)))
                    .as(row.group(1))
                    .isNull();
        }

        Map<String, String> known = new LinkedHashMap<>();
        for (Key key : Key.values()) {
            known.put(key.pattern(), key.range());
        }
        for (JobAttribute attribute : JobAttribute.values()) {
            known.put(attribute.of("<id>"), attribute.range());
            if (attribute.inDefaults()) {
                known.put(attribute.ofDefaults(), attribute.range());
            }
        }

        assertThat(documented).isEqualTo(known);
    }
}
