package dev.carillon.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What happens to a cluster, step by step.
 *
 * @param seed gives the same history again
 * @param nodes how many nodes there are at the beginning
 * @param steps what happens
 */
record History(long seed, int nodes, List<Step> steps) {

    /** Each act as often as it is to come, beside the others. */
    private static final List<Act> DRAWN = drawn();

    History {
        steps = List.copyOf(steps);
    }

    private static List<Act> drawn() {
        List<Act> drawn = new ArrayList<>();
        for (Act act : Act.values()) {
            int weight =
                    switch (act) {
                        case CLAIM, WRITE -> 16;
                        case BEGIN, END, PASS -> 14;
                        case BEAT -> 10;
                        case ADD, RUN_NOW -> 4;
                        case MODIFY, CANCEL, PASS_LEASE, FREEZE, THAW -> 3;
                        default -> 2;
                    };
            drawn.addAll(Collections.nCopies(weight, act));
        }
        return drawn;
    }

    static History of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Act.ADD, 0, 0, random.nextInt(1 << 20), Optional.empty()));
        steps.add(new Step(Act.ADD, 0, 1, random.nextInt(1 << 20), Optional.empty()));
        int length = 20 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            steps.add(step(random, 0));
        }
        return new History(seed, 2 + random.nextInt(2), steps);
    }

    private static Step step(SplittableRandom random, int depth) {
        Act act = DRAWN.get(random.nextInt(DRAWN.size()));
        Optional<Disturbance> disturbance =
                random.nextInt(6) == 0 ? Optional.of(disturbance(random, depth)) : Optional.empty();
        return new Step(act, random.nextInt(4), random.nextInt(3), random.nextInt(1 << 20), disturbance);
    }

    private static Disturbance disturbance(SplittableRandom random, int depth) {
        int kind = random.nextInt(20);
        Disturbance.Kind chosen = kind == 0
                ? Disturbance.Kind.CRASH
                : kind < 9 ? Disturbance.Kind.UNANSWERED : Disturbance.Kind.OVERTAKEN;
        List<Step> meanwhile = new ArrayList<>();
        if (depth < 2 && (chosen == Disturbance.Kind.OVERTAKEN || random.nextInt(4) == 0)) {
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                meanwhile.add(step(random, depth + 1));
            }
        }
        return new Disturbance(random.nextInt(4), random.nextBoolean(), chosen, meanwhile);
    }

    History with(List<Step> others) {
        return new History(seed, nodes, others);
    }
}
