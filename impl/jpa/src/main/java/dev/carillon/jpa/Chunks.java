package dev.carillon.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Parts of a list that are short enough for one statement. */
final class Chunks {

    private static final int SIZE = 500;

    /** With what a database and its driver make of them, well below the 16 MB that a packet may have. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private Chunks() {}

    /** Parts for the parameters of a statement. */
    static <T> List<List<T>> of(List<T> list) {
        return of(list, element -> 0);
    }

    /**
     * Parts whose texts fit into a statement as well.
     *
     * @param length how many characters an element has
     */
    static <T> List<List<T>> of(List<T> list, ToIntFunction<T> length) {
        return of(list, SIZE, length);
    }

    /**
     * Parts whose texts fit into a statement that takes any number of rows.
     *
     * @param length how many characters an element has
     */
    static <T> List<List<T>> ofAnyNumber(List<T> list, ToIntFunction<T> length) {
        return of(list, Integer.MAX_VALUE, length);
    }

    private static <T> List<List<T>> of(List<T> list, int most, ToIntFunction<T> length) {
        List<List<T>> chunks = new ArrayList<>();
        int from = 0;
        long characters = 0;
        for (int i = 0; i < list.size(); i++) {
            int more = length.applyAsInt(list.get(i));
            if (i > from && (i - from == most || characters + more > MOST_CHARACTERS)) {
                chunks.add(list.subList(from, i));
                from = i;
                characters = 0;
            }
            characters += more;
        }
        if (from < list.size()) {
            chunks.add(list.subList(from, list.size()));
        }
        return chunks;
    }
}
