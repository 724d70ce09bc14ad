package dev.carillon.tck.checklist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The checklist with what proves it.
 *
 * @param behaviours what is to be proved, in order
 * @param proofs the proofs
 */
record Checklist(List<Behaviour> behaviours, List<Proof> proofs) {

    private static final String BEGIN = "<!-- made from @Proves: begin -->\n";
    private static final String END = "<!-- made from @Proves: end -->\n";

    /** Returns what is wrong, in sentences; empty if every behaviour is proved or excused, and every proof known. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Behaviour behaviour : behaviours) {
            if (!known.add(behaviour.number())) {
                faults.add("The checklist has " + behaviour.number() + " twice.");
            }
            if (testsOf(behaviour).isEmpty() && behaviour.remark().isEmpty()) {
                faults.add(behaviour.number() + " is proved by no test: " + behaviour.sentence()
                        + ". Write one with @Proves(\"" + behaviour.number() + "\"), or say in the checklist why not.");
            }
        }
        for (Proof proof : proofs) {
            if (!known.contains(proof.number())) {
                faults.add(proof.test() + " proves " + proof.number() + ", which the checklist does not have.");
            }
        }
        return faults;
    }

    private List<String> testsOf(Behaviour behaviour) {
        return proofs.stream()
                .filter(proof -> proof.number().equals(behaviour.number()))
                .map(Proof::test)
                .distinct()
                .toList();
    }

    /** Puts the table into a text that has a place for it. */
    String in(String readme) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The text has no place for the table, between " + BEGIN + " and " + END);
        }
        return readme.substring(0, begin + BEGIN.length()) + table() + readme.substring(end);
    }

    private String table() {
        StringBuilder table = new StringBuilder("| number | behaviour | proved by | remark |\n|---|---|---|---|\n");
        for (Behaviour behaviour : behaviours) {
            String tests = String.join("<br>", testsOf(behaviour));
            table.append("| ")
                    .append(behaviour.number())
                    .append(" | ")
                    .append(behaviour.sentence())
                    .append(" | ")
                    .append(tests.isEmpty() ? "-" : tests)
                    .append(" | ")
                    .append(behaviour.remark())
                    .append(" |\n");
        }
        return table.toString();
    }
}
