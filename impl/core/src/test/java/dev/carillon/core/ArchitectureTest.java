package dev.carillon.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom in this room. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.carillon.core");

    private static final DescribedPredicate<JavaMethodCall> ASKS_THE_WALL_CLOCK = DescribedPredicate.describe(
            "asks the clock on the wall",
            call -> ("java.lang.System".equals(call.getTargetOwner().getName())
                            && "currentTimeMillis".equals(call.getName()))
                    || (call.getTargetOwner().getPackageName().equals("java.time")
                            && (("now".equals(call.getName())
                                            && call.getTarget()
                                                    .getRawParameterTypes()
                                                    .isEmpty())
                                    || call.getName().startsWith("system"))));

    @Test
    void the_core_works_without_cdi() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.carillon..", "java..", "org.jspecify..", "jakarta.json..")
                .check(CLASSES);
    }

    @Test
    void packages_form_no_circles() {
        slices().matching("dev.carillon.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_reader_knows_configuration_keys() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.carillon.core.dispatch..",
                        "dev.carillon.core.executor..",
                        "dev.carillon.core.store..",
                        "dev.carillon.core.event..",
                        "dev.carillon.core.codec..",
                        "dev.carillon.core.call..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.carillon.core.config..")
                .check(CLASSES);
    }

    @Test
    void nobody_sees_the_scheduler_that_puts_all_together() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.carillon.core.scheduler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.carillon.core.scheduler..")
                .check(CLASSES);
    }

    @Test
    void nobody_asks_the_clock_on_the_wall_but_the_store_whose_time_it_is() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.carillon.core.store..")
                .should()
                .callMethodWhere(ASKS_THE_WALL_CLOCK)
                .check(CLASSES);
    }
}
