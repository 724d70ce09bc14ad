package dev.carillon.cluster;

import java.util.List;
import java.util.Optional;

/**
 * One step of a history. Its numbers choose among what is there when it is taken, so that a history without some of its
 * steps is a history still.
 *
 * @param act what happens
 * @param node chooses the node
 * @param job chooses the job
 * @param choice chooses the rest
 * @param disturbance what befalls it on its way; empty for nothing
 */
record Step(Act act, int node, int job, int choice, Optional<Disturbance> disturbance) {

    Step undisturbed() {
        return new Step(act, node, job, choice, Optional.empty());
    }

    Step with(Disturbance other) {
        return new Step(act, node, job, choice, Optional.of(other));
    }

    /** Writes steps for people, one a line. */
    static String text(List<Step> steps, String indent) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(indent).append(step.act());
            text.append(" node ").append(step.node()).append(" job ").append(step.job());
            text.append(" choice ").append(step.choice());
            step.disturbance().ifPresent(disturbance -> {
                text.append(", ").append(disturbance.kind());
                text.append(disturbance.after() ? " after" : " before").append(" call ");
                text.append(disturbance.call());
            });
            text.append(System.lineSeparator());
            step.disturbance()
                    .ifPresent(disturbance -> text.append(text(disturbance.meanwhile(), indent + "    meanwhile ")));
        }
        return text.toString();
    }
}
