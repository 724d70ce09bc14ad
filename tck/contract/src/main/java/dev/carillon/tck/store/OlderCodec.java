package dev.carillon.tck.store;

import dev.carillon.Progress;
import dev.carillon.spi.JobDefinition;
import dev.carillon.spi.JobSchedule;
import dev.carillon.spi.RecordCodec;
import dev.carillon.spi.Run;
import dev.carillon.spi.UndecodableException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A codec that does not understand definitions with certain arguments. */
record OlderCodec(RecordCodec codec, String unknownArguments) implements RecordCodec {

    @Override
    public JobDefinition definition(String text) {
        JobDefinition definition = codec.definition(text);
        if (definition.arguments().equals(unknownArguments)) {
            throw new UndecodableException("A stored definition cannot be read: it is of a newer release");
        }
        return definition;
    }

    @Override
    public JobSchedule schedule(String text) {
        return codec.schedule(text);
    }

    @Override
    public List<Run> runs(String text) {
        return codec.runs(text);
    }

    @Override
    public String encode(JobDefinition definition) {
        return codec.encode(definition);
    }

    @Override
    public String encode(JobSchedule schedule) {
        return codec.encode(schedule);
    }

    @Override
    public String encode(List<Run> runs) {
        return codec.encode(runs);
    }

    @Override
    public String encode(Map<UUID, Progress> progress) {
        return codec.encode(progress);
    }

    @Override
    public Map<UUID, Progress> progress(String text) {
        return codec.progress(text);
    }
}
