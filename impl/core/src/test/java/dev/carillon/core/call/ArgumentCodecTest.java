package dev.carillon.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.UndecodableException;
import dev.carillon.tck.checklist.Proves;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentCodecTest {

    private final ArgumentCodec codec = new ArgumentCodec();
    private final RegisteredTargets targets = new RegisteredTargets().add(new Bean());

    /** A plain bean as applications have them. */
    public static class Order {
        public String number;
        public List<Integer> items = new ArrayList<>();
    }

    static class Bean {
        void plain(String text, int number, boolean flag, Double fraction) {}

        void typed(LocalDate day, Duration time, List<Long> numbers, Map<String, Integer> counts, Order order) {}

        void anything(Object value) {}

        void stream(Thread thread) {}
    }

    private JobTarget target(String name) {
        Method method = Arrays.stream(Bean.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return targets.of(Bean.class, method);
    }

    private Object[] there_and_back(String method, Object... values) {
        JobTarget target = target(method);
        return codec.decode(target.arguments(), codec.encode(target, Arrays.asList(values)));
    }

    @Test
    void plain_values_come_back_with_their_declared_types() {
        assertThat(there_and_back("plain", "a \"b\"\n", 3, true, 0.5)).containsExactly("a \"b\"\n", 3, true, 0.5);
        assertThat(there_and_back("plain", null, -1, false, null)).containsExactly(null, -1, false, null);
    }

    @Test
    void generic_and_composed_values_come_back_with_their_declared_types() {
        Order order = new Order();
        order.number = "A-1";
        order.items.add(7);

        Object[] back = there_and_back(
                "typed", LocalDate.of(2026, 3, 2), Duration.ofMinutes(5), List.of(1L, 2L), Map.of("a", 1), order);

        assertThat(back[0]).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(back[1]).isEqualTo(Duration.ofMinutes(5));
        assertThat(back[2]).isEqualTo(List.of(1L, 2L));
        assertThat(back[3]).isEqualTo(Map.of("a", 1));
        assertThat(back[4]).isInstanceOfSatisfying(Order.class, found -> {
            assertThat(found.number).isEqualTo("A-1");
            assertThat(found.items).containsExactly(7);
        });
    }

    @Test
    @Proves("8.6/12")
    void what_does_not_fit_is_refused_when_the_job_is_added() {
        assertThatThrownBy(() -> codec.encode(target("plain"), List.of("a")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("takes 4 arguments [text, number, flag, fraction]");
        assertThatThrownBy(() -> codec.encode(target("plain"), Arrays.asList("a", null, true, 0.5)))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'number'")
                .hasMessageContaining("primitive");
        assertThatThrownBy(() -> codec.encode(target("plain"), List.of("a", "not a number", true, 0.5)))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("'number'");
    }

    @Test
    void what_was_stored_for_another_signature_is_told_apart() {
        assertThatThrownBy(() -> codec.decode(target("plain").arguments(), "[\"a\"]"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("takes 4 arguments, but 1 are stored");
        assertThatThrownBy(() -> codec.decode(target("plain").arguments(), "[\"a\",\"three\",true,0.5]"))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("'number'");
        assertThatThrownBy(() -> codec.decode(target("plain").arguments(), "no json"))
                .isInstanceOf(UndecodableException.class);
    }
}
