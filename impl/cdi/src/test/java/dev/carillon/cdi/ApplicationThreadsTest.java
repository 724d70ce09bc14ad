package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

class ApplicationThreadsTest {

    private final ClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader());

    private static final class ManagedThread extends Thread {

        ManagedThread(Runnable body) {
            super(body);
        }
    }

    private static final ThreadFactory MANAGED = ManagedThread::new;

    private static Object found(String name) throws NamingException {
        if (name.equals("java:comp/DefaultManagedThreadFactory")) {
            return MANAGED;
        }
        throw new NameNotFoundException(name);
    }

    private static ClassLoader loaderOn(ApplicationThreads threads) throws InterruptedException {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        Thread thread = threads.newThread(() -> seen.set(Thread.currentThread().getContextClassLoader()));
        thread.start();
        thread.join();
        return seen.get();
    }

    @Test
    void the_factory_of_the_container_makes_threads_that_see_the_application() throws InterruptedException {
        ApplicationThreads threads = new ApplicationThreads(new Naming(ApplicationThreadsTest::found), loader);
        Thread thread = threads.newThread(() -> {});
        assertThat(thread).isInstanceOf(ManagedThread.class);
        assertThat(thread.getName()).startsWith("carillon-");
        assertThat(loaderOn(threads)).isSameAs(loader);
    }

    @Test
    void without_a_container_they_are_daemons_that_see_the_application() throws InterruptedException {
        ApplicationThreads threads = new ApplicationThreads(Naming.ofContainer(), loader);
        Thread thread = threads.newThread(() -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).startsWith("carillon-");
        assertThat(loaderOn(threads)).isSameAs(loader);
    }

    @Test
    void a_factory_that_is_not_bound_yet_is_looked_for_again() {
        AtomicBoolean bound = new AtomicBoolean();
        ApplicationThreads threads = new ApplicationThreads(
                new Naming(name -> {
                    if (!bound.get()) {
                        throw new NameNotFoundException(name);
                    }
                    return found(name);
                }),
                loader);
        assertThat(threads.newThread(() -> {})).isNotInstanceOf(ManagedThread.class);
        bound.set(true);
        assertThat(threads.newThread(() -> {})).isInstanceOf(ManagedThread.class);
    }

    @Test
    void a_name_that_is_bound_to_something_else_is_left_alone() {
        ApplicationThreads threads = new ApplicationThreads(new Naming(name -> "something else"), loader);
        assertThat(threads.newThread(() -> {}).isDaemon()).isTrue();
    }
}
