package dev.carillon.benchmarks.relational;

/**
 * What the server has counted.
 *
 * @param statements queries and changes, without begin and commit
 * @param commits transactions, those that only read included
 * @param walBytes of the whole server
 * @param pages looked at, in memory or read
 */
record Usage(long statements, long commits, long walBytes, long pages) {

    Usage since(Usage before) {
        return new Usage(
                statements - before.statements,
                commits - before.commits,
                walBytes - before.walBytes,
                pages - before.pages);
    }
}
