package dev.carillon.samples.webapp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What the application keeps, through an entity manager that the container injects without a name. Request-scoped: a
 * job has a request of its own, like a call over HTTP.
 */
@RequestScoped
@Transactional
public class Notebook {

    @PersistenceContext
    EntityManager entities;

    /** Writes a line, in the caller's transaction if there is one. */
    public void write(String author, String text) {
        entities.persist(new Note(author, text));
    }

    /** Returns the last lines of an author, the newest first. */
    public List<Note> lastOf(String author, int limit) {
        return entities.createQuery(
                        "select n from Note n where n.author = :author order by n.writtenAt desc, n.id", Note.class)
                .setParameter("author", author)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Deletes what is older, and returns how much it was. */
    public int deleteBefore(LocalDateTime time) {
        return entities.createQuery("delete from Note n where n.writtenAt < :time")
                .setParameter("time", time)
                .executeUpdate();
    }
}
