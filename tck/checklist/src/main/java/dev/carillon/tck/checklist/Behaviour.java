package dev.carillon.tck.checklist;

import java.util.List;

/**
 * A line of the checklist.
 *
 * @param number its number, such as {@code 8.10/17}
 * @param sentence what it is about
 * @param remark why it does not apply to Carillon, or where Carillon differs; empty text if neither
 */
record Behaviour(String number, String sentence, String remark) {

    /** Reads the lines of a checklist: number, sentence and, if there is one, a remark, with bars between them. */
    static List<Behaviour> read(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(parts -> new Behaviour(parts[0], parts[1], parts.length > 2 ? parts[2] : ""))
                .toList();
    }
}
