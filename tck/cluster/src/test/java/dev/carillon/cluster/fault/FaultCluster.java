package dev.carillon.cluster.fault;

import static org.awaitility.Awaitility.await;

import dev.carillon.HistoryFilter;
import dev.carillon.RunRecord;
import dev.carillon.ScheduledJob;
import dev.carillon.Scheduler;
import dev.carillon.StoreUnavailableException;
import dev.carillon.event.SchedulerStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The nodes of one fault, their database and their ledger. */
final class FaultCluster implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final String WAITING_OF = "kind = ? and process = ?";
    private static final String DATABASE = "fault_";
    private static final String STARTED = SchedulerStarted.class.getSimpleName();

    private final String fault;
    private final DatabaseServer server;
    private final String ledgerUrl;
    private final Path logs;
    private final Ledger ledger;
    private final Scheduler scheduler;
    private final Load load;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Set<NodeProcess> ended = new HashSet<>();
    private final List<Scheduler> verbsOfBuilds = new ArrayList<>();
    private final List<Victim> victims = new ArrayList<>();
    private final List<Instant> returned = new ArrayList<>();
    private int stuck;
    private int restarts;
    private final List<String> findings = new ArrayList<>();

    private FaultCluster(String fault, DatabaseServer server, String ledgerUrl, Path logs) throws SQLException {
        this.fault = fault;
        this.server = server;
        this.ledgerUrl = ledgerUrl;
        this.logs = logs;
        this.ledger = Ledger.create(ledgerUrl);
        this.scheduler = Scheduler.builder()
                .register(Work.class, () -> {
                    throw runsNothing();
                })
                .properties(settings("observer", server.port()))
                .build();
        this.load = new Load(scheduler);
    }

    /**
     * Makes an empty one.
     *
     * @param server where its jobs are kept, in a database of its own
     * @param witness where its ledger is kept; no fault befalls this one
     * @param folder where its nodes' logs go
     */
    static FaultCluster create(String fault, DatabaseServer server, PostgreSql witness, Path folder)
            throws SQLException, IOException {
        String database = DATABASE + fault;
        server.create(database);
        witness.create(database);
        return new FaultCluster(fault, server, witness.url(database), Files.createDirectories(folder.resolve(fault)));
    }

    private Map<String, String> settings(String node, int port) {
        return new TreeMap<>(Map.of(
                "carillon.node", node,
                "carillon.namespace", "faults",
                "carillon.jobstores.default.type", "jpa",
                "carillon.jobstores.default.url", server.url(DATABASE + fault, port, node),
                "carillon.executors.default.type", "threadpool",
                "carillon.executors.default.max-workers", "30"));
    }

    /** Starts nodes at once and waits for all of them. */
    List<NodeProcess> start(String... names) throws IOException {
        List<NodeProcess> started = new ArrayList<>();
        for (String name : names) {
            started.add(launch(name, NodeProgram.ofWork()));
        }
        started.forEach(this::awaitStarted);
        return started;
    }

    /** Starts a node and does not wait for it. */
    NodeProcess launch(String name, NodeProgram program) throws IOException {
        return launch(name, program, server.port(), Map.of());
    }

    /** The same, with another way to the database and more properties. */
    NodeProcess launch(String name, NodeProgram program, int port, Map<String, String> more) throws IOException {
        Map<String, String> properties = settings(name, port);
        properties.put("tck.ledger", ledgerUrl);
        properties.putAll(more);
        NodeProcess node = NodeProcess.start(name, program, properties, logs.resolve(name + ".log"));
        nodes.add(node);
        return node;
    }

    /** Starts a node of a build and does not wait for it. */
    NodeProcess launch(String name, Build build) throws IOException {
        Map<String, String> properties = new TreeMap<>(build.properties());
        properties.put("carillon.shutdown-limit", "10s");
        return launch(name, build.program(), server.port(), properties);
    }

    /** Returns the verbs of a scheduler that runs nothing and knows the methods of a class of a build. */
    Scheduler verbs(Build build, String type) throws ClassNotFoundException {
        Map<String, String> properties = settings("observer", server.port());
        properties.putAll(build.properties());
        Scheduler verbs = Scheduler.builder()
                .register(build.type(type), () -> {
                    throw runsNothing();
                })
                .properties(properties)
                .build();
        verbsOfBuilds.add(verbs);
        return verbs;
    }

    private static IllegalStateException runsNothing() {
        return new IllegalStateException("jobs run on nodes only");
    }

    void awaitStarted(NodeProcess node) {
        await("start of node " + node.node())
                .atMost(START_LIMIT)
                .failFast(node::assertAlive)
                .until(() -> ledger.count("kind = ? and process = ?", STARTED, node.pid()) > 0);
    }

    Load load() {
        return load;
    }

    /** Lets a node add jobs by itself: one that runs at once, and one that runs so many times, once a second. */
    void letAdd(NodeProcess node, int times) {
        String added = "kind = '" + FaultNode.ADDED + "' and process = ? and job like ?";
        node.say(FaultNode.ADD + " " + times);
        await("jobs of " + node.node())
                .atMost(START_LIMIT)
                .until(() -> ledger.count(added, node.pid(), "every-%") == 1);
        load.added("now-" + node.node(), ledger.scheduled(added, node.pid(), "now-%"), Duration.ZERO, 1);
        load.added(
                "every-" + node.node(), ledger.scheduled(added, node.pid(), "every-%"), Duration.ofSeconds(1), times);
    }

    /** Returns where files may be put. */
    Path folder() {
        return logs;
    }

    /** Returns a way to the database that can be cut off; whoever asks for it closes it. */
    Proxy proxy() throws IOException {
        return Proxy.before(server.port());
    }

    /** Takes the database down and brings it back; in the midst of it something is looked at. */
    void outage(Duration time, Runnable meanwhile) throws IOException, InterruptedException {
        server.stop();
        last(time.dividedBy(2));
        meanwhile.run();
        last(time.dividedBy(2));
        server.start();
        returned.add(ledger.now());
    }

    /** Makes the server refuse to write, for a while. */
    void readOnly(Duration time) throws SQLException, InterruptedException {
        server.readOnly(true);
        last(time);
        server.readOnly(false);
        returned.add(ledger.now());
    }

    /** Gives the database a clock that can be stepped; before anything else. */
    void steppedClock() throws SQLException {
        postgreSql().orElseThrow().steppedClock(DATABASE + fault);
    }

    private Optional<PostgreSql> postgreSql() {
        return server instanceof PostgreSql postgreSql ? Optional.of(postgreSql) : Optional.empty();
    }

    /** Lets a fault last: how long it does is the fault itself, so there is nothing to wait for. */
    void last(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    /** Sets how far the database's clock is off. */
    void step(int seconds) throws SQLException {
        postgreSql().orElseThrow().step(DATABASE + fault, seconds);
    }

    /** Sees to it that no worker thread of a node waits for the database. */
    void assertNobodyWaits(NodeProcess node) {
        long before = ledger.count(WAITING_OF, FaultNode.WAITING, node.pid());
        node.say(FaultNode.WORKERS);
        await("an answer of " + node.node())
                .atMost(START_LIMIT)
                .until(() -> ledger.count(WAITING_OF, FaultNode.WAITING, node.pid()) > before);
        if (ledger.count(WAITING_OF + " and detail <> '0'", FaultNode.WAITING, node.pid()) > 0) {
            finding("worker threads of node " + node.node() + " wait for the database");
        }
    }

    /** Tells whether nodes can listen for changes. */
    boolean canListen() {
        return postgreSql().isPresent();
    }

    /** Returns the nodes that began to listen for changes after a time. */
    List<String> listeningSince(Instant time) throws SQLException {
        return postgreSql().orElseThrow().listeningSince(DATABASE + fault, time);
    }

    /** Tells whether a node has interrupted something. */
    boolean isInterrupted(NodeProcess node) {
        return ledger.count("kind = ? and process = ?", Happening.CUT, node.pid()) > 0;
    }

    void awaitRunning(NodeProcess node, long runs) {
        await(runs + " runs on " + node.node()).atMost(START_LIMIT).until(() -> running(node) >= runs);
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns the verbs of a scheduler that runs nothing. */
    Scheduler scheduler() {
        return scheduler;
    }

    /** Returns how many runs a node is in the midst of. */
    long running(NodeProcess node) {
        return ledger.count("kind = 'start' and process = ?", node.pid())
                - ledger.count("kind in ('end', 'cut') and process = ?", node.pid());
    }

    /** Waits until a node is in the midst of so many runs, and returns it: which of them takes what, nobody can tell. */
    NodeProcess awaitBusy(long runs) {
        return awaitBusy(runs, nodes);
    }

    /** The same, of some of them. */
    NodeProcess awaitBusy(long runs, List<NodeProcess> some) {
        return await(runs + " runs on one node")
                .atMost(START_LIMIT)
                .failFast(() -> nodes.forEach(NodeProcess::assertAlive))
                .until(() -> some.stream().filter(node -> running(node) >= runs).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** From now on the work of this node is to go to others. */
    void lost(Victim victim) {
        victims.add(victim);
    }

    /** A promise that only this fault asks about does not hold. */
    void finding(String sentence) {
        findings.add(sentence);
    }

    /** Waits until all jobs have come to their end, and counts those that have not. */
    void settle(Duration limit, Predicate<ScheduledJob> mayStay) {
        try {
            await("end of all jobs")
                    .atMost(limit)
                    .until(() -> left(mayStay).filter(List::isEmpty).isPresent());
        } catch (ConditionTimeoutException late) {
            // what is left is counted below
        }
        List<ScheduledJob> stuckJobs =
                left(mayStay).orElseThrow(() -> new IllegalStateException("the database does not answer"));
        stuck += stuckJobs.size();
        stuckJobs.forEach(job -> findings.add("stuck: job " + job.id() + " is " + job.state() + ", next at "
                + job.nextFireTime() + ", running " + job.running()
                + job.error().map(error -> ", error " + error).orElse("")));
    }

    private Optional<List<ScheduledJob>> left(Predicate<ScheduledJob> mayStay) {
        try {
            return Optional.of(
                    scheduler.jobs().stream().filter(mayStay.negate()).toList());
        } catch (StoreUnavailableException silence) {
            // connections of before an outage; the next ones are new
            return Optional.empty();
        }
    }

    /** Ends a node as its operator would. */
    void stop(NodeProcess node) throws InterruptedException {
        ended.add(node);
        if (!node.isAlive()) {
            restarts++;
            findings.add("node " + node.node() + " has ended");
        } else if (!node.stop(STOP_LIMIT)) {
            stuck++;
            findings.add("node " + node.node() + " did not end well when it was asked to");
            node.close();
        }
    }

    /** Ends all that are left, so that nothing more can happen. */
    void stopAll() throws InterruptedException {
        for (NodeProcess node : nodes) {
            boolean dead = victims.stream()
                    .anyMatch(victim ->
                            victim.process() == node.pid() && victim.until().equals(Instant.MAX));
            if (!dead && !ended.contains(node)) {
                stop(node);
            }
        }
    }

    /** Ends the nodes as their operator would, and judges. */
    Verdict verdict() throws Exception {
        stopAll();
        List<RunRecord> history;
        try (Stream<RunRecord> all = scheduler.history(HistoryFilter.ALL)) {
            history = all.toList();
        }
        Checker checker = new Checker(ledger.all(), load.expected(), victims, history);
        int lost = checker.lost() + checker.unrecorded();
        int doubled = checker.doubled() + checker.recordedTwice();
        int overlap = checker.overlap();
        Duration failover = Stream.concat(
                        Stream.of(checker.failover()), returned.stream().map(checker::firstStartAfter))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        findings.addAll(checker.findings());
        return new Verdict(
                fault, checker.runs(), lost, doubled, overlap, stuck, failover, restarts, List.copyOf(findings));
    }

    /** Returns what the nodes have said of what went wrong, for whoever looks for the reason. */
    List<String> complaints() {
        return nodes.stream()
                .flatMap(node -> node.log().stream()
                        .filter(line -> line.contains("WARNING") || line.contains("SEVERE"))
                        .map(line -> node.node() + ": " + line))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        nodes.forEach(NodeProcess::close);
        verbsOfBuilds.forEach(Scheduler::close);
        scheduler.close();
        ledger.close();
    }
}
