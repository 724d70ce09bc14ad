package dev.carillon.jpa;

import dev.carillon.spi.Change;
import dev.carillon.spi.Claim;
import dev.carillon.spi.ClaimRequest;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.NodeEpoch;
import dev.carillon.spi.RunEnd;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process that claims with several threads until nothing is left, and leaves one row for each run in a table that takes
 * any number of them. Says {@code ready}, waits for a line, and says how many runs it had.
 */
final class ClaimingNode {

    private static final int ROOM = 50;

    private final String url;
    private final JobStore store;
    private final NodeEpoch holder;

    private ClaimingNode(String url, JobStore store, NodeEpoch holder) {
        this.url = url;
        this.store = store;
        this.holder = holder;
    }

    /** Takes the address, the namespace, the node's id, and the number of threads. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        try (JobStore store = OpenStores.on(url, OpenStores.HIBERNATE).open(arguments[1])) {
            ClaimingNode node = new ClaimingNode(url, store, store.join(arguments[2]));
            System.out.println("ready");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            int claimers = Integer.parseInt(arguments[3]);
            ExecutorService threads = Executors.newFixedThreadPool(claimers);
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < claimers; i++) {
                running.add(threads.submit(node::drain));
            }
            int runs = 0;
            for (Future<Integer> each : running) {
                runs += each.get();
            }
            threads.shutdown();
            System.out.println("runs " + runs);
        }
    }

    private int drain() throws SQLException {
        int runs = 0;
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement effect =
                        connection.prepareStatement("insert into side_effect (job_id, node) values (?, ?)")) {
            while (store.earliestWakeUp(Set.of("default"), Set.of()).isPresent()) {
                Instant now = store.now();
                List<Claim> claims = store.claim(
                        new ClaimRequest(holder, Map.of("default", ROOM), now, Set.of(), Jobs.planner(holder, now)));
                runs += carryOut(claims, effect, now);
            }
        }
        return runs;
    }

    private int carryOut(List<Claim> claims, PreparedStatement effect, Instant now) throws SQLException {
        List<Change> completions = new ArrayList<>();
        for (Claim claim : claims) {
            effect.setString(1, claim.before().id());
            effect.setString(2, holder.node());
            effect.addBatch();
            JobRecord held = claim.after().orElseThrow();
            RunEnd end = new RunEnd(claim.held().get(0).id(), RunEnd.Kind.SUCCEEDED, "", now);
            completions.add(Change.of(held, held.ended(end, holder).orElseThrow()));
        }
        effect.executeBatch();
        if (store.replace(completions).contains(false)) {
            throw new IllegalStateException("a completion was refused");
        }
        return claims.size();
    }
}
