package dev.carillon.jpa;

import java.util.ArrayList;
import java.util.List;

/** Parts of a list that are short enough for the parameters of one statement. */
final class Chunks {

    private static final int SIZE = 500;

    private Chunks() {}

    static <T> List<List<T>> of(List<T> list) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += SIZE) {
            chunks.add(list.subList(from, Math.min(list.size(), from + SIZE)));
        }
        return chunks;
    }
}
