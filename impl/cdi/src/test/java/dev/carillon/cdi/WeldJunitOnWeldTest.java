package dev.carillon.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Job;
import dev.carillon.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;

/** How applications test their own jobs: weld-junit, with our extension added. */
@EnableWeld
class WeldJunitOnWeldTest {

    @ApplicationScoped
    static class Work {

        @Inject
        Journal journal;

        @Job(id = "work", every = "365d")
        void work() {
            journal.add("worked");
        }
    }

    @WeldSetup
    WeldInitiator weld = WeldInitiator.from(WeldInitiator.createWeld()
                    .disableDiscovery()
                    .addExtension(new CarillonExtension())
                    .addBeanClasses(Work.class, Journal.class))
            .build();

    @Inject
    Scheduler scheduler;

    @Inject
    Journal journal;

    @Test
    void the_scheduler_is_injected_into_a_test_and_runs_jobs() {
        scheduler.runNow("work");
        assertThat(journal.next()).isEqualTo("worked");
    }
}
