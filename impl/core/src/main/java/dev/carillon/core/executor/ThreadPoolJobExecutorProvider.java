package dev.carillon.core.executor;

import dev.carillon.JobDefinitionException;
import dev.carillon.spi.ExecutorSettings;
import dev.carillon.spi.JobExecutor;
import dev.carillon.spi.JobExecutorProvider;
import java.util.List;
import java.util.Set;

/** Makes executors of type {@code threadpool}. */
public final class ThreadPoolJobExecutorProvider implements JobExecutorProvider {

    /** APScheduler's default, and a size that most connection pools bear. */
    private static final int DEFAULT_WORKERS = 10;

    /** For {@link java.util.ServiceLoader}. */
    public ThreadPoolJobExecutorProvider() {}

    @Override
    public String type() {
        return "threadpool";
    }

    @Override
    public Set<String> options() {
        return Set.of("max-workers");
    }

    @Override
    public List<String> check(ExecutorSettings settings) {
        try {
            maxWorkers(settings);
            return List.of();
        } catch (JobDefinitionException fault) {
            return List.of(String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public JobExecutor start(ExecutorSettings settings) {
        return new ThreadPoolJobExecutor(settings.name(), maxWorkers(settings), settings.threads());
    }

    private static int maxWorkers(ExecutorSettings settings) {
        String text = settings.option("max-workers").orElse(String.valueOf(DEFAULT_WORKERS));
        if (text.matches("\\d{1,5}")) {
            int workers = Integer.parseInt(text);
            if (workers >= 1 && workers <= ThreadPoolJobExecutor.MOST_WORKERS) {
                return workers;
            }
        }
        throw new JobDefinitionException("max-workers of executor '" + settings.name() + "' is '" + text
                + "'. It must be a whole number from 1 to " + ThreadPoolJobExecutor.MOST_WORKERS + ".");
    }
}
