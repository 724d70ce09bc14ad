package dev.carillon.cluster.fault;

import dev.carillon.Scheduler;
import dev.carillon.event.SchedulerEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    private FaultNode() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        System.getProperties().forEach((key, value) -> settings.put(key.toString(), value.toString()));
        LedgerPen pen = LedgerPen.open(System.getProperty("tck.ledger"), settings.get("carillon.node"));
        Scheduler scheduler =
                Scheduler.builder().register(new Work(pen)).properties(settings).build();
        scheduler.addListener(pen::told, SchedulerEvent.class);
        scheduler.start();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command = input.readLine();
        while (WORKERS.equals(command)) {
            pen.say(WAITING, String.valueOf(waitingWorkers()));
            command = input.readLine();
        }
        if (command == null) {
            Runtime.getRuntime().halt(3);
        }
        scheduler.shutdown(SHUTDOWN);
        pen.finish();
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
