package dev.carillon.cdi;

import dev.carillon.JobRun;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean, called on the bean's contextual instance within a request context. What was injected as a dependent
 * is destroyed after the run; if the method returns a stage, when that is complete.
 */
record MethodTarget(
        String name,
        Bean<?> bean,
        Method method,
        List<ParameterSource> sources,
        List<JobArgument> arguments,
        Container container)
        implements JobTarget {

    @Override
    public @Nullable Object call(JobRun run, @Nullable Object[] values) throws Throwable {
        return container.requests().around(() -> {
            CreationalContext<?> own = container.beans().createCreationalContext(null);
            @Nullable Object result = null;
            try {
                result = invoke(run, values, own);
            } finally {
                releaseAfter(result, own);
            }
            return result;
        });
    }

    private @Nullable Object invoke(JobRun run, @Nullable Object[] values, CreationalContext<?> own) throws Throwable {
        @Nullable
        Object instance = Modifier.isStatic(method.getModifiers())
                ? null
                : container.instanceOf(bean, method.getDeclaringClass(), own);
        @Nullable
        Object[] parameters = sources.stream()
                .map(source -> valueOf(source, run, values, own))
                .toArray();
        try {
            return method.invoke(instance, parameters);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private @Nullable Object valueOf(
            ParameterSource source, JobRun run, @Nullable Object[] values, CreationalContext<?> own) {
        if (source instanceof ParameterSource.Argument argument) {
            return values[argument.index()];
        }
        if (source instanceof ParameterSource.Injected injected) {
            return container.beans().getInjectableReference(injected.point(), own);
        }
        return run;
    }

    private static void releaseAfter(@Nullable Object result, CreationalContext<?> own) {
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, error) -> own.release());
        } else {
            own.release();
        }
    }
}
