package dev.carillon.cluster.fault;

import static dev.carillon.trigger.Triggers.every;

import dev.carillon.Coalesce;
import dev.carillon.LimitPolicy;
import dev.carillon.Scheduler;
import dev.carillon.event.SchedulerEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process with a scheduler. Its configuration is in system properties, as a user's would be. It ends when it is told to,
 * and at once when the process that started it is gone.
 */
final class FaultNode {

    /** Asks how many worker threads wait for something that is not the business of their run. */
    static final String WORKERS = "workers";

    /** How the answer is called in the ledger. */
    static final String WAITING = "waiting";

    /** Asks it to add jobs of its own: one at once, and, after a space, one that runs so many times, every second. */
    static final String ADD = "add";

    /** How a job is called in the ledger that a node has added, with its first fire time. */
    static final String ADDED = "added";

    /** What its clocks say as it starts. */
    static final String CLOCK = "clock";

    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    private FaultNode() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        System.getProperties().forEach((key, value) -> settings.put(key.toString(), value.toString()));
        LedgerPen pen = LedgerPen.open(System.getProperty("tck.ledger"), settings.get("carillon.node"));
        Scheduler scheduler =
                Scheduler.builder().register(new Work(pen)).properties(settings).build();
        scheduler.addListener(pen::told, SchedulerEvent.class);
        pen.say(CLOCK, Instant.now() + " " + Instant.ofEpochMilli(System.currentTimeMillis()));
        scheduler.start();
        obey(scheduler, pen);
        scheduler.shutdown(SHUTDOWN);
        pen.finish();
    }

    private static void obey(Scheduler scheduler, LedgerPen pen) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (true) {
            String command = input.readLine();
            if (command == null) {
                Runtime.getRuntime().halt(3);
            } else if (command.equals(WORKERS)) {
                pen.say(WAITING, String.valueOf(waitingWorkers()));
            } else if (command.startsWith(ADD)) {
                add(scheduler, pen, Integer.parseInt(command.substring(ADD.length() + 1)));
            } else {
                return;
            }
        }
    }

    private static void add(Scheduler scheduler, LedgerPen pen, int times) {
        pen.added(scheduler.define(Work::once, 50L).id("now-" + pen.node()).add());
        pen.added(scheduler
                .define(Work::once, 50L)
                .id("every-" + pen.node())
                .trigger(every(Duration.ofSeconds(1)).limitedTo(times))
                .coalesce(Coalesce.ALL)
                .whenFull(LimitPolicy.QUEUE)
                .add());
    }

    /** Counts the worker threads that neither wait for work nor do any. */
    private static long waitingWorkers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().matches("carillon-default-\\d+"))
                .filter(thread -> Stream.of(thread.getValue())
                        .noneMatch(frame -> frame.getMethodName().equals("awaitWork")
                                || frame.getClassName().equals(Work.class.getName())))
                .count();
    }
}
