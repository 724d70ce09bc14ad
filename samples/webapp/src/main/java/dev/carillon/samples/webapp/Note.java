package dev.carillon.samples.webapp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A line in the notebook: an entity of the application, in the application's own persistence unit. */
@Entity
@Table(name = "note")
public class Note {

    @Id
    @Column(length = 36)
    private String id = UUID.randomUUID().toString();

    @Column(name = "author", length = 100, nullable = false)
    private String author = "";

    @Column(name = "line", length = 1000, nullable = false)
    private String text = "";

    @Column(name = "written_at", nullable = false)
    private LocalDateTime writtenAt = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);

    /** For the persistence provider. */
    protected Note() {}

    Note(String author, String text) {
        this.author = author;
        this.text = text;
    }

    String id() {
        return id;
    }

    String author() {
        return author;
    }

    String text() {
        return text;
    }

    LocalDateTime writtenAt() {
        return writtenAt;
    }
}
