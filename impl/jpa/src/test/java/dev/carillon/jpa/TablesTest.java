package dev.carillon.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void the_default_names_leave_a_statement_as_it_is() {
        String statement = "create index carillon_job_due on carillon_job (wake_up)";

        assertThat(new Tables("", "carillon_").in(statement)).isEqualTo(statement);
    }

    @Test
    void tables_get_prefix_and_schema_and_indexes_the_prefix() {
        Tables tables = new Tables("ops.", "c1_");

        assertThat(tables.in("create index carillon_job_due on carillon_job (wake_up)"))
                .isEqualTo("create index c1_job_due on ops.c1_job (wake_up)");
        assertThat(tables.in("select max(version) from carillon_schema"))
                .isEqualTo("select max(version) from ops.c1_schema");
    }
}
