package dev.carillon.jpa;

import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a job's row: enough to make its record, and to go on behind it.
 *
 * @param fault why a claim could not read it; empty if none failed
 */
record StoredText(
        String id,
        long version,
        long wakeUp,
        long nextTime,
        String definition,
        String schedule,
        String runs,
        Optional<String> fault,
        long faultTime) {

    /** The attributes that {@link #of} expects, in its order, of a row called {@code j}. */
    static final String ATTRIBUTES =
            "j.jobId, j.version, j.wakeUp, j.nextTime, j.definition, j.schedule, j.runs, j.fault, j.faultTime";

    /** The same as columns. */
    static final String COLUMNS =
            "j.id, j.version, j.wake_up, j.next_time, j.definition, j.schedule, j.runs, j.fault, j.fault_time";

    static StoredText of(@Nullable Object[] row) {
        return new StoredText(
                text(row[0]),
                number(row[1]),
                number(row[2]),
                number(row[3]),
                text(row[4]),
                text(row[5]),
                text(row[6]),
                Optional.ofNullable(row[7]).map(Object::toString),
                number(row[8]));
    }

    static List<StoredText> all(List<?> rows) {
        List<StoredText> all = new ArrayList<>(rows.size());
        for (Object row : rows) {
            all.add(of((Object[]) row));
        }
        return all;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /**
     * Makes the record.
     *
     * @throws UndecodableException if this release cannot read it
     */
    JobRecord record(RecordCodec codec) {
        JobRecord record =
                new JobRecord(id, version, codec.definition(definition), codec.schedule(schedule), codec.runs(runs));
        return fault.map(reason -> record.setAside(reason, EpochMicros.toInstant(faultTime)))
                .orElse(record);
    }

    StoredText withFault(String reason, long time) {
        return new StoredText(id, version, wakeUp, nextTime, definition, schedule, runs, Optional.of(reason), time);
    }

    /** Makes the record; empty if this release cannot read it. */
    Optional<JobRecord> readable(RecordCodec codec) {
        try {
            return Optional.of(record(codec));
        } catch (UndecodableException unknown) {
            return Optional.empty();
        }
    }
}
