package dev.carillon.test;

import static dev.carillon.trigger.Triggers.cron;
import static dev.carillon.trigger.Triggers.date;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.JobState;
import dev.carillon.RetryPolicy;
import dev.carillon.event.JobExecuted;
import dev.carillon.event.JobMissed;
import dev.carillon.event.JobRetrying;
import dev.carillon.event.JobSkipped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How a user tests jobs with plain JUnit, without CDI and without any other library. */
class ReminderTest {

    static class Mailer {

        final List<String> sent = new ArrayList<>();
        RuntimeException failure;

        String remind(String customer) {
            if (failure != null) {
                throw failure;
            }
            sent.add(customer);
            return "reminded " + customer;
        }
    }

    private final Mailer mailer = new Mailer();

    @AutoClose
    private final TestScheduler test = TestScheduler.at("2026-03-02T08:00:00Z")
            .register(mailer)
            .properties(Map.of("carillon.timezone", "UTC"))
            .start();

    @Test
    void a_customer_is_reminded_every_monday_for_a_year() {
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("reminder")
                .trigger(cron("0 9 * * mon"))
                .add();

        test.advance(Duration.ofDays(365));

        assertEquals(53, mailer.sent.size());
        assertEquals(
                Instant.parse("2027-03-01T09:00:00Z"),
                test.assertExecuted("reminder").scheduledTime());
    }

    @Test
    void a_job_a_year_ahead_runs_at_its_moment_and_not_before() {
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("once")
                .trigger(date(Instant.parse("2027-03-02T08:00:00Z")))
                .add();

        test.advance(Duration.ofDays(365).minusNanos(1_000));
        assertEquals(List.of(), mailer.sent);

        test.advance(Duration.ofNanos(1_000));
        assertEquals("reminded 42", test.assertExecuted("once").returnValue());
    }

    @Test
    void a_failing_job_shows_its_exception() {
        mailer.failure = new IllegalStateException("no route");
        test.scheduler().define(Mailer::remind, "42").id("once").add();

        test.runDue();

        AssertionError unmet = assertThrows(AssertionError.class, () -> test.assertExecuted("once"));
        assertSame(mailer.failure, unmet.getCause());
        assertSame(mailer.failure, test.assertFailed("once").exception());
        assertThrows(AssertionError.class, test::assertNothingFailed);
    }

    @Test
    void a_retry_comes_after_its_delay() {
        mailer.failure = new IllegalStateException("no route");
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("once")
                .retries(RetryPolicy.of(3).withDelay(Duration.ofMinutes(10)))
                .add();
        test.runDue();
        assertEquals(1, test.events(JobRetrying.class).size());
        mailer.failure = null;

        test.advance(Duration.ofMinutes(9));
        assertEquals(List.of(), mailer.sent);
        test.advance(Duration.ofMinutes(1));
        test.assertExecuted("once");
    }

    @Test
    void what_falls_due_while_the_process_sleeps_is_one_run_or_none() {
        test.scheduler()
                .define(Mailer::remind, "all")
                .id("all")
                .trigger(cron("0 * * * *"))
                .add();
        test.scheduler()
                .define(Mailer::remind, "punctual")
                .id("punctual")
                .trigger(cron("0 * * * *"))
                .misfireGraceTime(Duration.ofMinutes(5))
                .add();

        test.sleep(Duration.ofHours(10).plusMinutes(30));

        assertEquals(List.of("all"), mailer.sent);
        assertEquals(9, test.events(JobSkipped.class, "all").get(0).count());
        assertEquals(1, test.events(JobMissed.class, "punctual").size());
    }

    @Test
    void a_paused_job_lets_its_times_pass() {
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("reminder")
                .trigger(cron("0 * * * *"))
                .add();
        test.scheduler().pause("reminder");
        test.advance(Duration.ofHours(5));
        assertEquals(JobState.PAUSED, test.scheduler().job("reminder").state());

        test.scheduler().resume("reminder");
        test.advance(Duration.ofHours(2));

        assertEquals(2, test.events(JobExecuted.class, "reminder").size());
    }

    @Test
    void an_assertion_that_is_not_met_says_what_happened_instead() {
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("reminder")
                .trigger(cron("0 9 * * mon"))
                .add();

        AssertionError tooEarly = assertThrows(AssertionError.class, () -> test.assertExecuted("reminder"));
        AssertionError unknown = assertThrows(AssertionError.class, () -> test.assertExecuted("remainder"));

        assertTrue(tooEarly.getMessage().contains("JobAdded"), tooEarly.getMessage());
        assertTrue(unknown.getMessage().contains("there are the jobs 'reminder'"), unknown.getMessage());
    }

    @Test
    void a_job_that_never_lets_go_is_told_instead_of_running_for_ever() {
        test.scheduler()
                .define(Mailer::remind, "42")
                .id("reminder")
                .trigger(cron("0 * * * *"))
                .add();
        test.scheduler().addListener(event -> test.scheduler().runNow("reminder"), JobExecuted.class);
        test.scheduler().runNow("reminder");

        AssertionError endless = assertThrows(AssertionError.class, test::runDue);

        assertTrue(endless.getMessage().contains("due at once"), endless.getMessage());
    }

    @Test
    void time_goes_forward_only() {
        assertThrows(IllegalArgumentException.class, () -> test.advance(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> test.sleep(Duration.ofSeconds(-1)));
    }
}
