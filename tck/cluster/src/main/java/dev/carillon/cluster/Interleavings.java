package dev.carillon.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets many histories happen, and makes the first one short in which a promise is not kept. */
final class Interleavings {

    // a store's silence and a node's death are news elsewhere, and nothing but that here; kept, or it is forgotten
    private static final Logger QUIET = Logger.getLogger("dev.carillon");

    private static final int MOST_TRIES = 20_000;

    private Interleavings() {}

    /**
     * What came of it.
     *
     * @param histories how many happened
     * @param violations in how many a promise was not kept
     * @param first the first of those, made short; empty if there is none
     */
    record Result(long histories, long violations, Optional<Found> first) {}

    /**
     * A history in which a promise is not kept.
     *
     * @param history as short as could be
     * @param violation what is wrong in it
     */
    record Found(History history, Violation violation) {

        /** Writes it for people, with what makes it happen again. */
        @Override
        public String toString() {
            return violation + System.lineSeparator() + "in the history of seed " + history.seed() + ", of which "
                    + history.nodes() + " nodes and this are enough:" + System.lineSeparator()
                    + Step.text(history.steps(), "  ")
                    + "again with: mvn -B -pl tck/cluster -am verify -Dhistories=1 -Dseed="
                    + history.seed();
        }
    }

    /**
     * Lets histories happen.
     *
     * @param seed of the first; each of the others has the next one
     * @param histories how many
     * @param sabotage what is wrong with the store; empty for nothing
     * @param enough after how many violations to stop
     */
    static Result run(long seed, long histories, Optional<Sabotage> sabotage, long enough) {
        QUIET.setLevel(Level.OFF);
        long violations = 0;
        Optional<Found> first = Optional.empty();
        long done = 0;
        while (done < histories && violations < enough) {
            History history = History.of(seed + done);
            done++;
            Optional<Violation> violation = Cluster.live(history, sabotage);
            if (violation.isPresent()) {
                violations++;
                if (first.isEmpty()) {
                    first = Optional.of(new Found(history, violation.get()));
                }
            }
        }
        return new Result(done, violations, first.map(found -> shorter(found, sabotage)));
    }

    /** Leaves out what is not needed, until every step is. */
    private static Found shorter(Found found, Optional<Sabotage> sabotage) {
        Found best = found;
        int tries = 0;
        boolean better = true;
        while (better && tries < MOST_TRIES) {
            better = false;
            for (List<Step> candidate : shorterThan(best.history().steps())) {
                tries++;
                History history = best.history().with(candidate);
                String rule = best.violation().rule();
                Optional<Violation> still = Cluster.live(history, sabotage)
                        .filter(violation -> violation.rule().equals(rule));
                if (still.isPresent()) {
                    best = new Found(history, still.get());
                    better = true;
                    break;
                }
            }
        }
        return best;
    }

    private static List<List<Step>> shorterThan(List<Step> steps) {
        List<List<Step>> candidates = new ArrayList<>();
        for (int length = Integer.highestOneBit(Math.max(1, steps.size())); length > 0; length /= 2) {
            for (int from = 0; from < steps.size(); from += length) {
                List<Step> rest = new ArrayList<>(steps.subList(0, from));
                rest.addAll(steps.subList(Math.min(steps.size(), from + length), steps.size()));
                candidates.add(rest);
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.disturbance().isPresent()) {
                Disturbance disturbance = step.disturbance().get();
                candidates.add(replaced(steps, i, step.undisturbed()));
                for (List<Step> fewer : shorterThan(disturbance.meanwhile())) {
                    candidates.add(replaced(
                            steps,
                            i,
                            step.with(new Disturbance(
                                    disturbance.call(), disturbance.after(), disturbance.kind(), fewer))));
                }
            }
        }
        return candidates;
    }

    private static List<Step> replaced(List<Step> steps, int index, Step other) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(index, other);
        return changed;
    }
}
