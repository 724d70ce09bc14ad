package dev.carillon.cdi;

import dev.carillon.JobRun;
import dev.carillon.core.call.JobArgument;
import dev.carillon.core.call.JobTarget;
import dev.carillon.core.call.TargetName;
import dev.carillon.core.config.ConfigReader;
import dev.carillon.core.config.Fault;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.InjectionException;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what was found against the rules of jobs, and makes targets of what is sound. */
final class JobCheck {

    private final EnabledBeans enabled;
    private final Container container;
    private final ConfigReader reader;
    private final List<Fault> faults;

    /**
     * Makes a check.
     *
     * @param enabled the enabled beans
     * @param container the container
     * @param reader expands references to the configuration
     * @param faults where faults are added
     */
    JobCheck(EnabledBeans enabled, Container container, ConfigReader reader, List<Fault> faults) {
        this.enabled = enabled;
        this.container = container;
        this.reader = reader;
        this.faults = faults;
    }

    /**
     * Checks all jobs.
     *
     * @param found the jobs
     * @return those of enabled beans, each with a target if there is no fault
     */
    List<CheckedJob> check(Collection<FoundJob> found) {
        // sorted, since containers discover in any order, and reports are to be alike
        Map<String, List<FoundJob>> jobs = new TreeMap<>();
        for (FoundJob job : found) {
            if (isEnabled(job)) {
                jobs.computeIfAbsent(job.place() + " " + job.id(), place -> new ArrayList<>())
                        .add(job);
            }
        }
        List<CheckedJob> checked = new ArrayList<>();
        jobs.values().forEach(some -> some.forEach(job -> checked.add(check(job))));
        checkFormerNames(checked);
        return checked;
    }

    private boolean isEnabled(FoundJob found) {
        return !(found instanceof FoundJob.OnMethod onMethod) || enabled.contains(onMethod.bean());
    }

    private CheckedJob check(FoundJob found) {
        String name = targetName(found);
        int before = faults.size();
        JobTarget target = found instanceof FoundJob.OnMethod onMethod
                ? methodTarget(onMethod, name)
                : observerTarget((FoundJob.OnObserver) found, name);
        return new CheckedJob(
                Declarations.of(found, name),
                found.beanClass(),
                found.method(),
                formerNames(found),
                faults.size() == before ? Optional.of(target) : Optional.empty());
    }

    /** A reference in the id is expanded, since stored jobs hold what it comes to. */
    private String targetName(FoundJob found) {
        return reader.text(found.place(), "@Job(id)", found.job().id())
                .or(() -> found.method().map(method -> TargetName.of(found.beanClass(), method)))
                .orElse("");
    }

    private List<String> formerNames(FoundJob found) {
        return Arrays.stream(found.job().formerly())
                .flatMap(name -> reader.text(found.place(), "@Job(formerly)", name).stream())
                .toList();
    }

    // ---- methods

    private JobTarget methodTarget(FoundJob.OnMethod found, String name) {
        Method method = found.annotatedMethod().getJavaMember();
        checkReach(found, method);
        if (found.annotatedMethod().isAnnotationPresent(Produces.class)) {
            fault(
                    "CARL-1103",
                    found,
                    "@Job",
                    found.id(),
                    "It stands on a producer, which the container calls whenever it needs a bean. Take @Produces away, or"
                            + " move the job to a method of its own.");
        }
        if (found.annotatedMethod().getParameters().stream().anyMatch(FoundJob::isObserved)) {
            fault(
                    "CARL-1104",
                    found,
                    "@Job",
                    found.id(),
                    "It stands on an observer method, which would be told of events too. Move @Job to the observed"
                            + " parameter, or take @Observes away.");
        }
        checkScope(found, found.bean());
        if (!enabled.isInView(found.bean(), method)) {
            fault(
                    "CARL-1114",
                    found,
                    "@Job",
                    found.id(),
                    "It stands on a method that is not in the view of the session bean. Make it public, and give the bean"
                            + " @LocalBean if it has interfaces.");
        }
        ParameterCheck parameters = new ParameterCheck(found);
        return new MethodTarget(
                name,
                found.bean(),
                method,
                List.copyOf(parameters.sources),
                List.copyOf(parameters.arguments),
                container);
    }

    private void checkReach(FoundJob found, Method method) {
        if (Modifier.isPrivate(method.getModifiers())) {
            fault(
                    "CARL-1101",
                    found,
                    "@Job",
                    found.id(),
                    "It stands on a private method, which interceptors and injected fields do not reach in every container."
                            + " Make it package-private.");
        } else if (!Reach.of(method)) {
            fault(
                    "CARL-1115",
                    found,
                    "@Job",
                    found.id(),
                    "It stands on a method out of reach: " + Reach.remedy(method));
        }
    }

    private void checkScope(FoundJob found, Bean<?> bean) {
        if (!enabled.isCallable(bean)) {
            fault(
                    "CARL-1113",
                    found,
                    "scope",
                    "@" + bean.getScope().getSimpleName(),
                    "It is a scope of a client, and a run belongs to none. Make the bean @ApplicationScoped or"
                            + " @RequestScoped, or move the job to another bean.");
        }
    }

    /** The parameters of one method. */
    private final class ParameterCheck {

        private final List<ParameterSource> sources = new ArrayList<>();
        private final List<JobArgument> arguments = new ArrayList<>();
        private final FoundJob.OnMethod found;
        private final boolean timed;

        ParameterCheck(FoundJob.OnMethod found) {
            this.found = found;
            this.timed = Declarations.isTimed(found);
            AnnotatedMethod<?> method = found.annotatedMethod();
            List<Type> types = new BeanMethods(found.beanClass()).parameterTypes(method.getJavaMember());
            for (AnnotatedParameter<?> parameter : method.getParameters()) {
                sources.add(source(parameter, types.get(parameter.getPosition())));
            }
        }

        private ParameterSource source(AnnotatedParameter<?> parameter, Type type) {
            if (type == JobRun.class && parameter.getPosition() == 0) {
                return new ParameterSource.TheRun();
            }
            String attribute = "parameter " + (parameter.getPosition() + 1);
            if (type == JobRun.class) {
                fault(
                        "CARL-1109",
                        found,
                        attribute,
                        "JobRun",
                        "It must come first. Move it before the other parameters.");
            } else if (type == EventMetadata.class) {
                fault(
                        "CARL-1108",
                        found,
                        attribute,
                        "EventMetadata",
                        "It does not exist for a job. Ask the JobRun, and take this parameter away.");
            } else if (!TypeArguments.isResolved(type)) {
                fault(
                        "CARL-1112",
                        found,
                        attribute,
                        type.getTypeName(),
                        "It has a type variable that the bean leaves open. Say what it is in the class of the bean, or"
                                + " override the method there with exact types.");
            } else if (isInjected(parameter)) {
                ParameterPoint point = ParameterPoint.of(container.beans(), found.bean(), parameter, type);
                checkPoint(point, attribute);
                return new ParameterSource.Injected(point);
            }
            arguments.add(new JobArgument(parameter.getJavaParameter().getName(), type));
            return new ParameterSource.Argument(arguments.size() - 1);
        }

        private boolean isInjected(AnnotatedParameter<?> parameter) {
            return timed
                    || !ParameterPoint.qualifiersOf(container.beans(), parameter)
                            .isEmpty();
        }

        private void checkPoint(ParameterPoint point, String attribute) {
            try {
                container.beans().validate(point);
            } catch (InjectionException missing) {
                Set<Bean<?>> candidates = container
                        .beans()
                        .getBeans(point.type(), point.qualifiers().toArray(Annotation[]::new));
                fault(
                        candidates.isEmpty() ? "CARL-1110" : "CARL-1111",
                        found,
                        attribute,
                        text(point),
                        candidates.isEmpty() ? unsatisfied(point.type()) : ambiguous(candidates));
            } catch (DefinitionException | IllegalArgumentException invalid) {
                fault(
                        "CARL-1116",
                        found,
                        attribute,
                        text(point),
                        "It cannot be injected here (" + invalid.getMessage() + "). Take this parameter away.");
            }
        }

        private String text(ParameterPoint point) {
            String qualifiers = point.qualifiers().stream()
                    .filter(qualifier -> qualifier.annotationType() != jakarta.enterprise.inject.Default.class)
                    .map(qualifier -> qualifier + " ")
                    .sorted()
                    .collect(Collectors.joining());
            return qualifiers + point.type().getTypeName();
        }

        private String unsatisfied(Type type) {
            boolean ownClass = type instanceof Class<?> known
                    && !known.isPrimitive()
                    && !known.getName().startsWith("java");
            String remedy = "no bean has this type and these qualifiers. "
                    + (ownClass ? "Add @ApplicationScoped to its class, or produce it; or " : "Produce one; or ");
            return timed
                    ? "A job with a trigger takes no arguments, so this is an injection point, and " + remedy
                            + "leave the trigger out and give it as an argument of a dynamic job."
                    : "Its qualifier makes it an injection point, and " + remedy + "take the qualifier away.";
        }

        private String ambiguous(Set<Bean<?>> candidates) {
            return "Several beans fit: "
                    + candidates.stream()
                            .map(bean -> bean.getBeanClass().getName())
                            .collect(Collectors.toCollection(TreeSet::new))
                    + ". Choose one with a qualifier.";
        }
    }

    // ---- observers

    @SuppressWarnings("unchecked") // its observed type is JobRun, or there is a fault
    private JobTarget observerTarget(FoundJob.OnObserver found, String name) {
        ObserverMethod<?> observer = found.observer();
        found.method().ifPresent(method -> checkReach(found, method));
        if (found.annotatedMethod().isPresent() && observer.getDeclaringBean() != null) {
            checkScope(found, observer.getDeclaringBean());
        }
        if (found.id().isEmpty()) {
            fault(
                    "CARL-1120",
                    found,
                    "@Job(id)",
                    "",
                    "It is missing, and a synthetic observer has no method to name it by. Give it an id.");
        }
        if (observer.getObservedType() != JobRun.class) {
            fault(
                    "CARL-1105",
                    found,
                    "@Observes",
                    observer.getObservedType().getTypeName(),
                    "It is not what a job observes. Observe JobRun.");
        }
        if (observer.getReception() == Reception.IF_EXISTS) {
            fault(
                    "CARL-1106",
                    found,
                    "@Observes(notifyObserver)",
                    "IF_EXISTS",
                    "It would leave runs out in silence. Take it away.");
        }
        if (observer.getTransactionPhase() != TransactionPhase.IN_PROGRESS) {
            fault(
                    "CARL-1107",
                    found,
                    "@Observes(during)",
                    observer.getTransactionPhase().name(),
                    "It waits for a transaction, and a run begins outside of one. Take it away.");
        }
        found.annotatedMethod().stream()
                .flatMap(method -> method.getParameters().stream())
                .filter(parameter -> parameter.getBaseType() == EventMetadata.class)
                .forEach(parameter -> fault(
                        "CARL-1108",
                        found,
                        "parameter " + (parameter.getPosition() + 1),
                        "EventMetadata",
                        "It does not exist for a job. Ask the JobRun, and take this parameter away."));
        return new ObserverTarget(name, (ObserverMethod<JobRun>) observer, container);
    }

    // ---- names

    private void checkFormerNames(List<CheckedJob> jobs) {
        Map<String, CheckedJob> taken = new HashMap<>();
        jobs.forEach(job -> taken.putIfAbsent(job.declaration().target(), job));
        for (CheckedJob job : jobs) {
            for (String name : job.formerly()) {
                CheckedJob other = taken.putIfAbsent(name, job);
                if (other != null && !other.equals(job)) {
                    faults.add(new Fault(
                            "CARL-1121",
                            job.declaration().place(),
                            "@Job(formerly)",
                            name,
                            "It names " + other.declaration().place() + " as well, so it is not clear which one stored"
                                    + " jobs mean. Take it away from one of them."));
                }
            }
        }
    }

    private void fault(String code, FoundJob found, String attribute, String value, String rule) {
        faults.add(new Fault(code, found.place(), attribute, value, rule));
    }
}
