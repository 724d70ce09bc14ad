package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.OnConflict;
import dev.carillon.core.codec.JsonRecordCodec;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.StoreSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationUnitTest {

    private final JpaJobStoreProvider provider = new JpaJobStoreProvider();

    @ParameterizedTest
    @ValueSource(strings = {"hibernate-app", "eclipselink-app"})
    void a_unit_of_the_application_serves_if_it_lists_the_mapping_file(String unit) {
        StoreSettings settings =
                settings(Map.of("url", "jdbc:h2:mem:" + unit + ";DB_CLOSE_DELAY=-1", "persistence-unit", unit));
        assertThat(provider.check(settings)).isEmpty();

        try (JobStore store = provider.open(settings)) {
            JobRecord record = Jobs.once("a");
            store.add(List.of(record), OnConflict.FAIL);
            NodeEpoch node = store.join("one");

            assertThat(store.find("a")).contains(record);
            assertThat(store.claim(Jobs.claim(node, Jobs.planner(node, Jobs.T0))))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "without-entities"})
    void a_unit_that_is_not_there_or_lists_no_entities_is_told_with_the_remedy(String unit) {
        StoreSettings settings = settings(Map.of("url", "jdbc:h2:mem:no-unit", "persistence-unit", unit));

        assertThatThrownBy(() -> provider.open(settings))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'" + unit + "'")
                .hasMessageContaining("java:comp/env/" + unit)
                .hasMessageContaining("META-INF/carillon-orm.xml");
    }

    @Test
    void names_of_tables_and_providers_belong_to_the_unit() {
        assertThat(provider.check(settings(Map.of(
                        "url", "jdbc:h2:mem:x", "persistence-unit", "app", "table-prefix", "x_", "provider", "y"))))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("persistence-unit"));
    }

    private static StoreSettings settings(Map<String, String> options) {
        return new StoreSettings("default", "app", options, new JsonRecordCodec());
    }
}
