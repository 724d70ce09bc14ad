package dev.carillon.samples.fromapscheduler;

import static dev.carillon.trigger.Triggers.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.tck.checklist.Proves;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code logging.getLogger('apscheduler').setLevel(logging.DEBUG)}, with the logging of the JDK. */
class LoggingTest extends RunningScheduler {

    private final Logger logger = Logger.getLogger("dev.carillon");
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setLevel(null);
    }

    private String line(String id) throws InterruptedException {
        while (true) {
            String line = lines.poll(30, TimeUnit.SECONDS);
            assertThat(line).as("a line with " + id).isNotNull();
            if (line.contains(id)) {
                return line;
            }
        }
    }

    @Test
    void each_fact_is_a_line_at_debug() throws Exception {
        logger.setLevel(Level.FINE);

        scheduler.define(Reports::build, "sales").add();

        assertThat(line("CARL-2000")).startsWith("FINE").contains("is claimed");
        assertThat(line("CARL-2004")).startsWith("FINE").contains("was executed");
    }

    @Test
    @Proves("8.10/37")
    void what_goes_wrong_is_told_without_it() throws Exception {
        scheduler.define(Reports::fail).id("failing").add();
        assertThat(line("CARL-2005")).contains("failing");

        scheduler.define(Reports::print).id("slow").trigger(every("20ms")).add();
        assertThat(line("CARL-2002")).startsWith("WARNING");
        reports.paper.countDown();
    }
}
