package dev.carillon.core.scheduler;

/**
 * Where a page over several stores ended.
 *
 * @param store the store of its last job; empty text before the first
 * @param id the id of its last job
 */
record PagePosition(String store, String id) {

    /** Reads what {@link #text()} has written. */
    static PagePosition of(String text) {
        if (text.isEmpty()) {
            return new PagePosition("", "");
        }
        int slash = text.indexOf('/');
        String digits = text.substring(0, Math.max(0, slash));
        if (digits.matches("\\d{1,4}")) {
            int end = slash + 1 + Integer.parseInt(digits);
            if (end < text.length()) {
                return new PagePosition(text.substring(slash + 1, end), text.substring(end));
            }
        }
        throw new IllegalArgumentException(
                "'" + text
                        + "' is not where a page ended. Ask with JobPage.next() of the page before, or with empty text for the first.");
    }

    /** The length of the store's name comes first, so that any name will do. */
    String text() {
        return store.length() + "/" + store + id;
    }
}
