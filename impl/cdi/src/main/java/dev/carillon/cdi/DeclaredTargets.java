package dev.carillon.cdi;

import dev.carillon.core.call.JobTarget;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The targets of declared jobs, by their present and former names and by their methods. */
final class DeclaredTargets {

    private final Map<String, JobTarget> byName = new HashMap<>();
    private final Map<Class<?>, Map<Method, JobTarget>> byMethod = new HashMap<>();

    DeclaredTargets(List<CheckedJob> jobs) {
        for (CheckedJob job : jobs) {
            job.target().ifPresent(target -> {
                byName.put(target.name(), target);
                job.method().ifPresent(method -> byMethod.computeIfAbsent(job.bean(), bean -> new HashMap<>())
                        .putIfAbsent(method, target));
            });
        }
        for (CheckedJob job : jobs) {
            job.target().ifPresent(target -> job.formerly().forEach(name -> byName.putIfAbsent(name, target)));
        }
    }

    Optional<JobTarget> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<JobTarget> of(Bean<?> bean, Method method) {
        return Optional.ofNullable(
                byMethod.getOrDefault(bean.getBeanClass(), Map.of()).get(method));
    }
}
