package dev.carillon.core.codec;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.UndecodableException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Jobs as one JSON text that people can read and another installation can take in: definitions and where they stand in
 * time, without runs. Safe for use by many threads.
 */
public final class JobExport {

    private static final int VERSION = 1;
    private static final String VERSION_KEY = "carillonJobs";

    private final JsonProvider json = JsonProvider.provider();
    private final JsonWriterFactory writers = json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    private final JsonRecordCodec codec = new JsonRecordCodec();

    /** Makes one. */
    public JobExport() {}

    /**
     * A job with the store that keeps it.
     *
     * @param store the store's name
     * @param record the job; its runs are not exported
     */
    public record Entry(String store, JobRecord record) {}

    /**
     * Writes jobs.
     *
     * @param entries the jobs
     * @param out where to
     * @throws UncheckedIOException if it cannot be written there
     */
    public void write(List<Entry> entries, Appendable out) {
        JsonArrayBuilder jobs = json.createArrayBuilder();
        for (Entry entry : entries) {
            jobs.add(json.createObjectBuilder()
                    .add("id", entry.record().id())
                    .add("store", entry.store())
                    .add("definition", object(codec.encode(entry.record().definition())))
                    .add("schedule", object(codec.encode(entry.record().schedule()))));
        }
        StringWriter text = new StringWriter();
        try (JsonWriter writer = writers.createWriter(text)) {
            writer.writeObject(json.createObjectBuilder()
                    .add(VERSION_KEY, VERSION)
                    .add("jobs", jobs)
                    .build());
        }
        try {
            out.append(text.toString().strip()).append(System.lineSeparator());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private JsonObject object(String text) {
        try (JsonReader reader = json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /**
     * Reads jobs. All of them are understood before any is returned.
     *
     * @param in what {@link #write} has written
     * @return the jobs, without runs and with versions of their own
     * @throws JobDefinitionException if it is no export, of a newer version, or a job in it cannot be understood
     */
    public List<Entry> read(Reader in) {
        try (JsonReader reader = json.createReader(in)) {
            JsonObject root = reader.readObject();
            int version = root.getInt(VERSION_KEY, 0);
            if (version != VERSION) {
                throw new JobDefinitionException("This is no export of jobs that can be read: " + VERSION_KEY + " is "
                        + version + ", and this release knows " + VERSION + ". Export it again with this release.");
            }
            List<Entry> entries = new ArrayList<>();
            for (JsonValue job : root.getJsonArray("jobs")) {
                entries.add(entry(job.asJsonObject()));
            }
            return entries;
        } catch (JsonException | ClassCastException | NullPointerException fault) {
            throw new JobDefinitionException(
                    "This is no export of jobs (" + fault.getMessage() + "). Give what exportJobs has written.", fault);
        }
    }

    private Entry entry(JsonObject job) {
        String id = job.getString("id");
        try {
            JobRecord record = new JobRecord(
                    JobRecord.requireId(id),
                    1,
                    codec.definition(job.getJsonObject("definition").toString()),
                    codec.schedule(job.getJsonObject("schedule").toString()),
                    List.of());
            return new Entry(job.getString("store"), record);
        } catch (UndecodableException fault) {
            throw new JobDefinitionException(
                    "Job '" + id + "' of the export cannot be understood: " + fault.getMessage(), fault);
        }
    }
}
