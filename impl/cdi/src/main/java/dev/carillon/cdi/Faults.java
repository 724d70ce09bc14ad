package dev.carillon.cdi;

import dev.carillon.ConfigurationException;
import dev.carillon.core.config.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything that is wrong with a deployment, told at once. */
final class Faults {

    private final List<Fault> all = new ArrayList<>();

    void add(Fault fault) {
        all.add(fault);
    }

    void add(String code, String place, String attribute, String value, String rule) {
        all.add(new Fault(code, place, attribute, value, rule));
    }

    void addAll(Collection<Fault> faults) {
        all.addAll(faults);
    }

    int count() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns them sorted and numbered, each on a line. */
    ConfigurationException asException() {
        List<Fault> sorted = all.stream().distinct().sorted().toList();
        StringBuilder text = new StringBuilder("Carillon cannot start: ")
                .append(sorted.size())
                .append(sorted.size() == 1 ? " fault" : " faults");
        for (int i = 0; i < sorted.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(sorted.get(i).message());
        }
        return new ConfigurationException(text.toString());
    }
}
