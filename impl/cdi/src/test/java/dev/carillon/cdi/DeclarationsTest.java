package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

    private static final List<String> ATTRIBUTES = Stream.of(Job.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == String.class)
            .map(method -> method.getName())
            .filter(name -> !name.equals("id"))
            .toList();

    @Test
    void every_attribute_of_a_job_is_read_under_its_own_key() {
        Map<String, String> expected = new TreeMap<>();
        ATTRIBUTES.forEach(
                name -> expected.put(name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), name));

        assertThat(Declarations.attributes(job(false))).isEqualTo(expected);
    }

    @Test
    void what_is_not_given_is_not_there() {
        assertThat(Declarations.attributes(job(true))).isEmpty();
    }

    /** Each attribute of it is its own name, or empty. */
    private static Job job(boolean empty) {
        return (Job) Proxy.newProxyInstance(
                Job.class.getClassLoader(),
                new Class<?>[] {Job.class},
                (proxy, method, arguments) -> empty ? "" : method.getName());
    }
}
