package dev.carillon.core.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers faults, and keeps secrets out of them. */
final class Faults {

    private final List<Fault> list = new ArrayList<>();

    Faults() {}

    /** Adds a fault about a text that was given. */
    void add(FaultCode code, Given given, String rule) {
        if (given.secret()) {
            add(code, given.place(), given.attribute(), "", rule.replace(given.text(), Secrets.HIDDEN));
            return;
        }
        String origin = given.written().contains(given.text()) ? "" : " It is written as \"" + given.written() + "\".";
        add(code, given.place(), given.attribute(), given.text(), rule.stripTrailing() + origin);
    }

    /** Adds a fault about something that is missing, or that is better not shown. */
    void add(FaultCode code, String place, String attribute, String value, String rule) {
        list.add(new Fault(code.code(), place, attribute, Secrets.masked(value), Secrets.masked(rule)));
    }

    int count() {
        return list.size();
    }

    List<Fault> list() {
        return List.copyOf(list);
    }
}
