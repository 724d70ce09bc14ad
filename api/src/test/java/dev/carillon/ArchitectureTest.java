package dev.carillon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom in this room. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.carillon");

    @Test
    void the_api_sees_the_jdk_and_the_annotations_of_cdi_and_nothing_else() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.carillon..", "java..", "org.jspecify..", "jakarta.enterprise.util..", "jakarta.inject..")
                .check(CLASSES);
    }

    @Test
    void triggers_are_pure_and_see_nothing_of_jobs_stores_or_events() {
        noClasses()
                .that()
                .resideInAPackage("dev.carillon.trigger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.carillon.spi..", "dev.carillon.event..", "dev.carillon.call..", "jakarta..")
                .check(CLASSES);
    }

    @Test
    void triggers_and_plans_read_no_clock() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.carillon.trigger..", "dev.carillon.spi..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void events_see_no_ports() {
        noClasses()
                .that()
                .resideInAPackage("dev.carillon.event..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.carillon.spi..")
                .check(CLASSES);
    }
}
