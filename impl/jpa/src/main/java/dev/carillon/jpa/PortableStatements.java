package dev.carillon.jpa;

import dev.carillon.spi.NodeEpoch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JPQL that any database understands: rows are read without a lock, and each is written by a compare-and-set of its own.
 * Who was slower loses the row and goes on with the next, hence the wide pages.
 */
final class PortableStatements implements HotStatements {

    private static final int FLUSH = 500;

    @Override
    public Set<String> insert(EntityManager em, String namespace, List<JobText> jobs) {
        List<String> ids = jobs.stream().map(JobText::id).toList();
        Set<String> taken = new HashSet<>();
        for (List<String> some : Chunks.of(ids)) {
            taken.addAll(em.createQuery(
                            "select j.jobId from JobRow j where j.jobId in :ids and j.namespace = :namespace",
                            String.class)
                    .setParameter("namespace", namespace)
                    .setParameter("ids", some)
                    .getResultList());
        }
        Set<String> inserted = new HashSet<>();
        for (JobText job : jobs) {
            if (!taken.contains(job.id()) && inserted.add(job.id())) {
                em.persist(new JobRow(namespace, job));
                if (inserted.size() % FLUSH == 0) {
                    em.flush();
                    em.clear();
                }
            }
        }
        em.flush();
        em.clear();
        return inserted;
    }

    @Override
    public Set<String> write(EntityManager em, String namespace, List<Write> writes) {
        Set<String> won = new HashSet<>();
        for (Write write : writes) {
            Query query = query(em, write)
                    .setParameter("namespace", namespace)
                    .setParameter("id", write.id())
                    .setParameter("seen", write.seen());
            if (query.executeUpdate() == 1) {
                won.add(write.id());
            }
        }
        return won;
    }

    private static Query query(EntityManager em, Write write) {
        if (write.next().isEmpty()) {
            return em.createQuery(
                    "delete from JobRow j where j.namespace = :namespace and j.jobId = :id and j.version = :seen");
        }
        JobText next = write.next().get();
        String definition = write.sameDefinition()
                ? ""
                : ", j.definition = :definition, j.executor = :executor, j.target = :target, j.tags = :tags";
        Query query = em.createQuery("update JobRow j set j.version = :version, j.wakeUp = :wakeUp,"
                        + " j.nextTime = :nextTime, j.state = :state, j.held = :held, j.cancels = :cancels,"
                        + " j.schedule = :schedule, j.runs = :runs, j.fault = null, j.faultTime = 0" + definition
                        + " where j.namespace = :namespace and j.jobId = :id and j.version = :seen")
                .setParameter("version", next.version())
                .setParameter("wakeUp", next.wakeUp())
                .setParameter("nextTime", next.nextTime())
                .setParameter("state", next.state())
                .setParameter("held", next.held())
                .setParameter("cancels", next.cancels())
                .setParameter("schedule", next.schedule())
                .setParameter("runs", next.runs());
        if (!write.sameDefinition()) {
            query.setParameter("definition", next.definition())
                    .setParameter("executor", next.executor())
                    .setParameter("target", next.target())
                    .setParameter("tags", next.tags());
        }
        return query;
    }

    @Override
    public void append(EntityManager em, List<EndedRunRow> runs) {
        for (EndedRunRow run : runs) {
            em.persist(run);
        }
        em.flush();
        em.clear();
    }

    @Override
    public void forget(EntityManager em, List<EndedRunKey> runs) {
        for (List<EndedRunKey> some : Chunks.of(runs)) {
            em.createQuery("delete from EndedRunRow r where r.endedTime in :times and r.runId in :runs"
                            + " and r.namespace = :namespace")
                    .setParameter(
                            "times", some.stream().map(EndedRunKey::endedTime).collect(Collectors.toSet()))
                    .setParameter("runs", some.stream().map(EndedRunKey::runId).toList())
                    .setParameter("namespace", some.get(0).namespace())
                    .executeUpdate();
        }
    }

    @Override
    public List<StoredText> due(
            EntityManager em,
            String namespace,
            String executor,
            long until,
            Set<String> passedOver,
            @Nullable StoredText after,
            int limit) {
        String behind =
                after == null ? "" : " and (j.wakeUp > :afterTime or (j.wakeUp = :afterTime and j.jobId > :afterId))";
        Query query = em.createQuery("select " + StoredText.ATTRIBUTES
                        + " from JobRow j where j.namespace = :namespace and j.executor = :executor"
                        + " and j.wakeUp <= :until and j.wakeUp < " + JobRow.NEVER + known(passedOver) + behind
                        + " order by j.wakeUp, j.jobId")
                .setParameter("namespace", namespace)
                .setParameter("executor", executor)
                .setParameter("until", until)
                .setMaxResults(limit);
        passOver(query, passedOver);
        if (after != null) {
            query.setParameter("afterTime", after.wakeUp()).setParameter("afterId", after.id());
        }
        return StoredText.all(query.getResultList());
    }

    private static String known(Set<String> passedOver) {
        return passedOver.isEmpty() ? "" : " and j.target not in :passedOver";
    }

    private static void passOver(Query query, Set<String> passedOver) {
        if (!passedOver.isEmpty()) {
            query.setParameter("passedOver", passedOver);
        }
    }

    @Override
    public int pageFor(int room) {
        return 2 * room + 20;
    }

    @Override
    public long earliestWakeUp(EntityManager em, String namespace, Set<String> executors, Set<String> passedOver) {
        long earliest = JobRow.NEVER;
        // one by one: each is the first entry of its range of the index
        for (String executor : executors) {
            Query query = em.createQuery("select j.wakeUp from JobRow j where j.namespace = :namespace"
                            + " and j.executor = :executor and j.wakeUp < " + JobRow.NEVER + known(passedOver)
                            + " order by j.wakeUp")
                    .setParameter("namespace", namespace)
                    .setParameter("executor", executor)
                    .setMaxResults(1);
            passOver(query, passedOver);
            for (Object first : query.getResultList()) {
                earliest = Math.min(earliest, ((Number) first).longValue());
            }
        }
        return earliest;
    }

    /** Writes a value onto itself, which locks the row on every database. */
    @Override
    public boolean keepAlive(EntityManager em, String namespace, NodeEpoch holder) {
        return em.createQuery("update NodeRow n set n.living = 1 where n.namespace = :namespace"
                                + " and n.nodeId = :node and n.epoch = :epoch and n.living = 1")
                        .setParameter("namespace", namespace)
                        .setParameter("node", holder.node())
                        .setParameter("epoch", holder.epoch())
                        .executeUpdate()
                == 1;
    }
}
