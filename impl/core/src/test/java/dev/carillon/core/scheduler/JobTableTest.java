package dev.carillon.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.scheduler.TestNode.Mailer;
import dev.carillon.trigger.DateTrigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobTableTest {

    private final TestNode node = TestNode.alone();

    @AfterEach
    void close() {
        node.close();
    }

    private List<String> table() {
        StringBuilder out = new StringBuilder();
        node.scheduler.printJobs(out);
        return out.toString().lines().toList();
    }

    private void add(String id, String name) {
        node.scheduler
                .define(Mailer::tick)
                .id(id)
                .name(name)
                .trigger(new DateTrigger(TestNode.START.plus(Duration.ofHours(1))))
                .add();
    }

    @Test
    void wide_characters_count_two_columns_and_accents_none() {
        add("a-123456", "x");
        add("b-日本語", "x");
        add("c-e\u0301tude", "x");

        assertThat(table().get(1)).startsWith("default  a-123456  SCHEDULED");
        assertThat(table().get(2)).startsWith("default  b-日本語  SCHEDULED");
        assertThat(table().get(3)).startsWith("default  c-e\u0301tude   SCHEDULED");
    }

    @Test
    void one_job_is_one_line_and_commands_no_terminal() {
        add("a", "first\nsecond \u001b[31mred \u202edesrever");

        assertThat(table()).hasSize(2);
        assertThat(table().get(1)).endsWith("first?second ?[31mred ?desrever");
    }

    @Test
    void a_long_name_is_cut_and_a_long_id_is_not() {
        String id = "i".repeat(120);
        add(id, "n".repeat(500));

        assertThat(table().get(1)).contains(id).endsWith(" " + "n".repeat(57) + "...");
    }

    @Test
    void no_jobs_are_told_in_words() {
        assertThat(table()).hasSize(2).last().isEqualTo("no jobs");
    }
}
