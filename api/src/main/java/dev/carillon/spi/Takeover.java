package dev.carillon.spi;

import java.util.List;

/**
 * What becomes of a job some of whose runs were held by nodes that died.
 *
 * @param job the record afterwards
 * @param recovered the runs that wait to start again, as they were held
 * @param abandoned the runs that are given up, as they were held
 */
public record Takeover(JobRecord job, List<Run> recovered, List<Run> abandoned) {

    public Takeover {
        recovered = List.copyOf(recovered);
        abandoned = List.copyOf(abandoned);
    }
}
