package dev.carillon.core.call;

import dev.carillon.JobRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that jobs can call. Safe for use by many threads. */
public interface JobTarget {

    /**
     * Returns the name under which jobs store it.
     *
     * @return the id of a {@link dev.carillon.Job}, or {@code com.acme.Mailer#send}, with parameter types only where the
     *     name is overloaded: {@code com.acme.Mailer#send(java.lang.String,int)}
     */
    String name();

    /**
     * Returns the parameters that take arguments, in order; neither a leading {@link JobRun} nor injection points are
     * among them.
     *
     * @return the parameters
     */
    List<JobArgument> arguments();

    /**
     * Calls the method on the calling thread.
     *
     * @param run the run, for a method that asks for it
     * @param arguments one for each of {@link #arguments()}
     * @return what the method returned; {@code null} for {@code void}
     * @throws Throwable what the method threw, itself
     */
    @Nullable
    Object call(JobRun run, @Nullable Object[] arguments) throws Throwable;
}
