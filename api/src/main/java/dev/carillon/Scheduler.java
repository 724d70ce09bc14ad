package dev.carillon;

import dev.carillon.call.Call0;
import dev.carillon.call.Call1;
import dev.carillon.call.Call2;
import dev.carillon.call.Call3;
import dev.carillon.call.Call4;
import dev.carillon.call.Call5;
import dev.carillon.call.RunCall0;
import dev.carillon.call.RunCall1;
import dev.carillon.call.RunCall2;
import dev.carillon.call.RunCall3;
import dev.carillon.call.RunCall4;
import dev.carillon.call.RunCall5;
import dev.carillon.event.SchedulerEvent;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobStore;
import dev.carillon.spi.SchedulerBuilderProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Manages jobs: the entry point of this library. Inject it, or build one without CDI.
 *
 * <p>Safe for use by many threads. Verbs on jobs look through all stores in the order of their names unless one is chosen
 * with {@link #store(String)}; they change what the whole cluster sees. Starting, pausing and shutting down concern this
 * node only.
 *
 * <p>A node may claim a fire time up to half a second ahead. A change made less than that before a fire time may come too
 * late for it.
 *
 * <p>Every verb may throw {@link StoreUnavailableException}.
 */
public interface Scheduler extends JobOperations, AutoCloseable {

    /**
     * Begins to build a scheduler without CDI.
     *
     * @return the builder
     * @throws IllegalStateException if {@code carillon-core} is not there
     */
    static SchedulerBuilder builder() {
        return ServiceLoader.load(SchedulerBuilderProvider.class, Scheduler.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "A scheduler can only be built with carillon-core on the class path or module path. Add it."))
                .newBuilder();
    }

    /**
     * Begins a job that calls a method of a bean without arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param <T> the bean's type
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T> JobBuilder define(Call0<T> method);

    /**
     * Begins a job that calls a method of a bean with arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param a the first argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A> JobBuilder define(Call1<T, A> method, A a);

    /**
     * Begins a job that calls a method of a bean with arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B> JobBuilder define(Call2<T, A, B> method, A a, B b);

    /**
     * Begins a job that calls a method of a bean with arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C> JobBuilder define(Call3<T, A, B, C> method, A a, B b, C c);

    /**
     * Begins a job that calls a method of a bean with arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param d the fourth argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C, D> JobBuilder define(Call4<T, A, B, C, D> method, A a, B b, C c, D d);

    /**
     * Begins a job that calls a method of a bean with arguments.
     *
     * @param method the method, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param d the fourth argument
     * @param e the fifth argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C, D, E> JobBuilder define(Call5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e);

    /**
     * Begins a job that calls a method of a bean with the run.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param <T> the bean's type
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T> JobBuilder define(RunCall0<T> method);

    /**
     * Begins a job that calls a method of a bean with the run and arguments.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param a the first argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A> JobBuilder define(RunCall1<T, A> method, A a);

    /**
     * Begins a job that calls a method of a bean with the run and arguments.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B> JobBuilder define(RunCall2<T, A, B> method, A a, B b);

    /**
     * Begins a job that calls a method of a bean with the run and arguments.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C> JobBuilder define(RunCall3<T, A, B, C> method, A a, B b, C c);

    /**
     * Begins a job that calls a method of a bean with the run and arguments.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param d the fourth argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C, D> JobBuilder define(RunCall4<T, A, B, C, D> method, A a, B b, C c, D d);

    /**
     * Begins a job that calls a method of a bean with the run and arguments.
     *
     * @param method the method, which takes the run first, such as {@code Mailer::send}
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @param d the fourth argument
     * @param e the fifth argument
     * @param <T> the bean's type
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
     */
    <T, A, B, C, D, E> JobBuilder define(RunCall5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e);

    /**
     * Begins a job that calls an overloaded or generic method, or one known only by its name.
     *
     * @param bean the bean's class
     * @param <T> the bean's type
     * @return asks for the method
     */
    <T> BeanMethods<T> define(Class<T> bean);

    /**
     * Begins a job that calls a named target: the id of a {@link Job} without a trigger, or
     * {@code com.acme.Mailer#send}.
     *
     * @param target the target's name
     * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
     * @throws JobDefinitionException if no bean of this application has such a target
     */
    JobBuilder define(String target);

    /**
     * Chooses one store.
     *
     * @param name its name in the configuration
     * @return the same verbs for the jobs of that store
     * @throws UnknownStoreException if there is none of that name
     */
    JobOperations store(String name);

    /**
     * Returns this scheduler with its verbs on jobs bound to a transaction of the caller: what is added, changed or
     * removed through it is stored with the caller's commit and gone with its rollback. Events, and the wake-up of this
     * node, come after the commit; after a rollback there are none. All else is the same scheduler.
     *
     * <p>A store of type {@code jpa} that is not part of a container's transactions takes part in the resource-local
     * transaction of a {@code jakarta.persistence.EntityManager} of Hibernate or EclipseLink, of any persistence unit on
     * the same database. In a container with JTA there is no need of this: there every verb takes part by itself.
     * The verbs go to stores that take part, and throw an {@link IllegalStateException} while no transaction is
     * active and an {@link IllegalArgumentException} if it is one of another database. Use what is returned where, and as
     * long as, the entity manager may be used; it is as safe for use by many threads as that is.
     *
     * @param transaction what has the transaction, such as the entity manager
     * @return the scheduler within that transaction
     * @throws IllegalArgumentException if no store takes part in a transaction of that kind
     */
    Scheduler within(Object transaction);

    /**
     * Names the stores.
     *
     * @return their names, sorted
     */
    List<String> stores();

    /**
     * Names the executors.
     *
     * @return their names
     */
    Set<String> executors();

    /**
     * Returns the id of this node.
     *
     * @return the id, unique in the cluster
     */
    String node();

    /**
     * Tells where this node stands.
     *
     * @return its state
     */
    SchedulerState state();

    /**
     * Starts this node: it claims and runs jobs from now on. In a CDI container it starts by itself.
     *
     * @throws SchedulerStateException if it was started before
     */
    default void start() {
        start(false);
    }

    /**
     * Starts this node, perhaps without claiming anything yet.
     *
     * @param paused whether it is paused at first; it then waits for {@link #resume()}
     * @throws SchedulerStateException if it was started before
     */
    void start(boolean paused);

    /**
     * Starts this node and returns when it has ended; for a program whose only work is its jobs. An interrupt of the
     * calling thread ends the node too, waiting for what is going as {@link #close()} does.
     *
     * @throws SchedulerStateException if it was started before
     */
    void run();

    /**
     * Adds an executor to this node, before or after its start. From now on the node claims the jobs that name it.
     *
     * @param name its name, which is also its route
     * @param executor the executor; it is shut down with this node, or when it is removed
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void addExecutor(String name, JobExecutor executor);

    /**
     * Adds an executor that is described, as {@link SchedulerBuilder#executor(String, Map)} does.
     *
     * @param name its name, which is also its route
     * @param description its {@code type} and the options of that type, as after {@code carillon.executors.<name>.}
     * @throws ConfigurationException if the description is wrong; it lists all faults
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void addExecutor(String name, Map<String, String> description);

    /**
     * Removes an executor from this node and shuts it down: what runs there may end, for as long as a shutdown waits. Its
     * jobs stay in their stores, for other nodes or for an executor of that name to come.
     *
     * @param name its name
     * @throws UnknownExecutorException if there is none of that name
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void removeExecutor(String name);

    /**
     * Adds a store, before or after the start; its jobs run from now on.
     *
     * @param name its name
     * @param store the store; it is closed with this node, or when it is removed
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void addJobStore(String name, JobStore store);

    /**
     * Adds a store that is described, as {@link SchedulerBuilder#jobStore(String, Map)} does.
     *
     * @param name its name
     * @param description its {@code type} and the options of that type, as after {@code carillon.jobstores.<name>.}
     * @throws ConfigurationException if the description is wrong; it lists all faults
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void addJobStore(String name, Map<String, String> description);

    /**
     * Removes a store from this node and closes it: what runs may end, for as long as a shutdown waits. Its jobs stay in
     * it.
     *
     * @param name its name
     * @throws UnknownStoreException if there is none of that name
     * @throws SchedulerStateException if the scheduler was shut down
     */
    void removeJobStore(String name);

    /** Claims nothing on this node until it is resumed; what runs goes on. Does nothing if it is paused. */
    void pause();

    /** Claims again. What fell due meanwhile is a backlog like any other. Does nothing if it is not paused. */
    void resume();

    /**
     * Ends this node: claims nothing more, gives back what has not begun, waits for what is going, but never for its own
     * caller, and ends the node's lease. May be called from inside a job or an observer. Calling it again does nothing.
     *
     * @param limit how long to wait; what is still going then is interrupted
     */
    void shutdown(Duration limit);

    /** Ends this node without waiting: what is going is interrupted. */
    void shutdownNow();

    /** Ends this node, waiting for up to 30 seconds. */
    @Override
    default void close() {
        shutdown(Duration.ofSeconds(30));
    }

    /**
     * Listens to events of some kinds, on this node.
     *
     * @param listener called on a thread of the scheduler, one event after another; what it throws is logged
     * @param types the kinds, each {@link SchedulerEvent} or below it; a super-type stands for all below it; none for all
     * @return ends listening when closed
     * @throws IllegalArgumentException if one is not a kind of event
     */
    Listening addListener(Consumer<? super SchedulerEvent> listener, Class<?>... types);

    /** A listener that is registered. */
    interface Listening extends AutoCloseable {

        /** Stops listening. Calling it again does nothing. */
        @Override
        void close();
    }

    /**
     * The methods of one bean class.
     *
     * @param <T> the bean's type
     */
    interface BeanMethods<T> {

        /**
         * Begins a job that calls a method of a bean without arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        JobBuilder calling(Call0<T> method);

        /**
         * Begins a job that calls a method of a bean with arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @param a the first argument
         * @param <A> the type of the first argument
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        <A> JobBuilder calling(Call1<T, A> method, A a);

        /**
         * Begins a job that calls a method of a bean with arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @param a the first argument
         * @param b the second argument
         * @param <A> the type of the first argument
         * @param <B> the type of the second argument
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        <A, B> JobBuilder calling(Call2<T, A, B> method, A a, B b);

        /**
         * Begins a job that calls a method of a bean with arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @param <A> the type of the first argument
         * @param <B> the type of the second argument
         * @param <C> the type of the third argument
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        <A, B, C> JobBuilder calling(Call3<T, A, B, C> method, A a, B b, C c);

        /**
         * Begins a job that calls a method of a bean with arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @param d the fourth argument
         * @param <A> the type of the first argument
         * @param <B> the type of the second argument
         * @param <C> the type of the third argument
         * @param <D> the type of the fourth argument
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        <A, B, C, D> JobBuilder calling(Call4<T, A, B, C, D> method, A a, B b, C c, D d);

        /**
         * Begins a job that calls a method of a bean with arguments.
         *
         * @param method the method, such as {@code Mailer::send}
         * @param a the first argument
         * @param b the second argument
         * @param c the third argument
         * @param d the fourth argument
         * @param e the fifth argument
         * @param <A> the type of the first argument
         * @param <B> the type of the second argument
         * @param <C> the type of the third argument
         * @param <D> the type of the fourth argument
         * @param <E> the type of the fifth argument
         * @return what is being defined; nothing is stored before {@link JobBuilder#add()}
         * @throws JobDefinitionException if the reference does not name a method that a job can call, or an argument does not fit
         */
        <A, B, C, D, E> JobBuilder calling(Call5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e);

        /**
         * Begins a job that calls a method known by its name.
         *
         * @param name the method's name
         * @param arguments its arguments; they choose among overloads by their number
         * @return what is being defined
         * @throws JobDefinitionException if there is no such method, or several fit
         */
        JobBuilder method(String name, Object... arguments);
    }
}
