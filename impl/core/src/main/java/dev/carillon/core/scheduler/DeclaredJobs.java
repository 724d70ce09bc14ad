package dev.carillon.core.scheduler;

import dev.carillon.JobFilter;
import dev.carillon.OnConflict;
import dev.carillon.core.config.DeclaredJob;
import dev.carillon.core.config.Settings.Obsolete;
import dev.carillon.core.event.EventBus;
import dev.carillon.event.JobAdded;
import dev.carillon.event.JobModified;
import dev.carillon.event.JobRemoved;
import dev.carillon.event.JobSetAside;
import dev.carillon.spi.AddResult;
import dev.carillon.spi.Change;
import dev.carillon.spi.Declaration;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.JobStore;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings a store into line with what this application declares, once, when the scheduler starts.
 *
 * <p>A declaration that is stored already under the same fingerprint is left alone, so that edits made at run time stay.
 * Several nodes may do this at once: whoever loses reads again.
 */
final class DeclaredJobs {

    private static final System.Logger LOG = System.getLogger("dev.carillon.scheduler");
    private static final int PAGE = 500;
    private static final String OBSOLETE = "no application declares it any more";

    private final String name;
    private final JobStore store;
    private final EventBus events;
    private final Map<String, JobDefinition> declared = new TreeMap<>(JobRecord.ID_ORDER);

    DeclaredJobs(String name, JobStore store, EventBus events, List<DeclaredJob> jobs) {
        this.name = name;
        this.store = store;
        this.events = events;
        for (DeclaredJob job : jobs) {
            if (job.store().equals(name)) {
                declared.put(job.id(), job.definition());
            }
        }
    }

    /**
     * Stores what is new and updates what has changed.
     */
    void store() {
        Set<String> open = new java.util.HashSet<>(declared.keySet());
        while (!open.isEmpty()) {
            Map<String, JobRecord> present = store.find(open);
            Instant now = store.now();
            addMissing(open, present, now);
            updatePresent(open, present, now);
        }
    }

    private void addMissing(Set<String> open, Map<String, JobRecord> present, Instant now) {
        List<JobRecord> missing = new ArrayList<>();
        for (String id : open) {
            if (!present.containsKey(id)) {
                missing.add(JobRecord.create(id, definition(id), now, Optional.empty(), false));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        for (AddResult result : store.add(missing, OnConflict.KEEP)) {
            if (result.outcome() == AddResult.Outcome.ADDED) {
                String id = result.stored().id();
                open.remove(id);
                events.publish(JobAdded.class, () -> new JobAdded(id, name));
            }
        }
    }

    private JobDefinition definition(String id) {
        JobDefinition definition = declared.get(id);
        if (definition == null) {
            throw new IllegalStateException("not declared: " + id);
        }
        return definition;
    }

    private void updatePresent(Set<String> open, Map<String, JobRecord> present, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (JobRecord record : present.values()) {
            Optional<JobRecord> updated = updated(record, now);
            if (updated.isPresent()) {
                changes.add(new Change(record, updated));
            } else {
                open.remove(record.id());
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        List<Boolean> won = store.replace(changes);
        for (int i = 0; i < won.size(); i++) {
            if (won.get(i)) {
                String id = changes.get(i).seen().id();
                open.remove(id);
                events.publish(JobModified.class, () -> new JobModified(id, name));
            }
        }
    }

    /** Returns what a stored job becomes; empty if it stays as it is. */
    private Optional<JobRecord> updated(JobRecord record, Instant now) {
        JobDefinition wanted = definition(record.id());
        Declaration mine = wanted.declaration().orElseThrow();
        Optional<Declaration> stored = record.definition().declaration();
        if (stored.isPresent() && isNewer(stored.get().applicationVersion(), mine.applicationVersion())) {
            LOG.log(
                    Level.INFO,
                    "CARL-4001 Job {0} is stored as version {1} of the application declares it; this is version {2}, which changes nothing",
                    record.id(),
                    stored.get().applicationVersion(),
                    mine.applicationVersion());
            return Optional.empty();
        }
        boolean wasObsolete = record.schedule()
                .setAside()
                .filter(aside -> aside.reason().equals(OBSOLETE))
                .isPresent();
        JobRecord base = wasObsolete ? record.putBack() : record;
        boolean same = stored.isPresent() && stored.get().fingerprint().equals(mine.fingerprint());
        if (same) {
            return wasObsolete ? Optional.of(base) : Optional.empty();
        }
        return Optional.of(base.redefined(wanted, now));
    }

    /** Compares versions part by part, numbers as numbers; an unknown version is never newer. */
    static boolean isNewer(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        String[] left = one.split("[.+-]", -1);
        String[] right = other.split("[.+-]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int compared = compareParts(i < left.length ? left[i] : "0", i < right.length ? right[i] : "0");
            if (compared != 0) {
                return compared > 0;
            }
        }
        return false;
    }

    private static int compareParts(String one, String other) {
        boolean numbers = one.matches("\\d{1,18}") && other.matches("\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(one), Long.parseLong(other)) : one.compareTo(other);
    }

    /**
     * Deals with stored declarations that this application does not make. Only a node that is alone may judge this: as
     * long as another lives, that one may still declare them.
     */
    void retire(Obsolete obsolete) {
        if (obsolete == Obsolete.KEEP) {
            return;
        }
        List<JobRecord> page;
        String after = "";
        do {
            page = store.scan(JobFilter.ALL, after, PAGE);
            for (JobRecord record : page) {
                after = record.id();
                if (record.definition().declaration().isPresent() && !declared.containsKey(record.id())) {
                    retire(record, obsolete);
                }
            }
        } while (page.size() == PAGE);
    }

    private void retire(JobRecord record, Obsolete obsolete) {
        if (record.schedule().setAside().isPresent() && obsolete == Obsolete.SET_ASIDE) {
            return;
        }
        boolean remove = obsolete == Obsolete.REMOVE;
        Optional<JobRecord> next = remove ? Optional.empty() : Optional.of(record.setAside(OBSOLETE, store.now()));
        if (store.replace(List.of(new Change(record, next))).get(0)) {
            LOG.log(
                    Level.INFO,
                    "CARL-4002 Job {0} is {1}: {2}",
                    record.id(),
                    remove ? "removed" : "set aside",
                    OBSOLETE);
            if (remove) {
                events.publish(JobRemoved.class, () -> new JobRemoved(record.id(), name));
            } else {
                events.publish(JobSetAside.class, () -> new JobSetAside(record.id(), name, OBSOLETE));
            }
        }
    }
}
