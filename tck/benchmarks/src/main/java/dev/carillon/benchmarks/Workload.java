package dev.carillon.benchmarks;

/** One workload: it measures Carillon and its peers in the same run and says whether the goal is reached. */
public interface Workload {

    /**
     * Returns the name by which it is asked for.
     *
     * @return for example {@code W1}
     */
    String name();

    /**
     * Measures, prints what was found, and at the end one line that begins with {@code CHECK} and the name.
     *
     * @return true if the goal is reached
     * @throws Exception if measuring failed
     */
    boolean run() throws Exception;
}
