package dev.carillon.jpa;

import dev.carillon.spi.EpochMicros;
import dev.carillon.spi.JobRecord;
import dev.carillon.spi.RecordCodec;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A record as its row has it.
 *
 * @param wakeUp when a node has to look again, {@link JobRow#NEVER} for never
 * @param nextTime the next fire time of a job that is not paused
 * @param held how many runs nodes have
 * @param cancels how many of those a user asked to cancel
 * @param tags each tag between two line feeds; one line feed if there is none
 */
record JobText(
        String id,
        long version,
        long wakeUp,
        long nextTime,
        String executor,
        String target,
        String state,
        int held,
        int cancels,
        String tags,
        String definition,
        String schedule,
        String runs) {

    /** Larger than any text that is stored; keeps a provider from choosing a type of its own for large objects. */
    static final int LONGEST = 1_000_000;

    private static final String SEPARATOR = "\n";

    static JobText of(JobRecord record, RecordCodec codec) {
        return of(record, codec, codec.encode(record.definition()));
    }

    /** Leaves the definition out, which a claim never writes. */
    static JobText withoutDefinition(JobRecord record, RecordCodec codec) {
        return of(record, codec, "");
    }

    private static JobText of(JobRecord record, RecordCodec codec, String definition) {
        return new JobText(
                record.id(),
                record.version(),
                micros(record.wakeUp()),
                record.schedule().paused()
                        ? JobRow.NEVER
                        : micros(record.schedule().nextFireTime()),
                record.definition().executor(),
                record.definition().target(),
                record.state().name(),
                record.heldRuns(),
                (int) record.runs().stream()
                        .filter(run -> run.isHeld() && run.cancelRequested())
                        .count(),
                record.definition().tags().stream()
                        .sorted()
                        .map(tag -> printable(tag) + SEPARATOR)
                        .collect(Collectors.joining("", SEPARATOR, "")),
                definition,
                codec.encode(record.schedule()),
                codec.encode(record.runs()));
    }

    /** Returns how many characters its long texts have. */
    int length() {
        return tags.length() + definition.length() + schedule.length() + runs.length();
    }

    /** Returns what the tags of a job contain if it has a tag. */
    static String tagged(String tag) {
        return SEPARATOR + printable(tag) + SEPARATOR;
    }

    /** The column only narrows a search; the record tells the tags exactly. */
    private static String printable(String tag) {
        return tag.replaceAll("\\p{Cntrl}", " ");
    }

    private static long micros(Optional<Instant> time) {
        return time.map(EpochMicros::of).orElse(JobRow.NEVER);
    }
}
