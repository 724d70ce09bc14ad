package dev.carillon.cluster.fault;

import dev.carillon.Scheduler;
import dev.carillon.event.SchedulerEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process with a scheduler. Its configuration is in system properties, as a user's would be. It ends when it is told to,
 * and at once when the process that started it is gone.
 */
final class FaultNode {

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
        if (input.readLine() == null) {
            Runtime.getRuntime().halt(3);
        }
        scheduler.shutdown(SHUTDOWN);
        pen.finish();
    }
}
