package dev.carillon.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom in this room. */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.carillon.cdi");

    @Test
    void the_extension_knows_no_container_and_no_store() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.carillon",
                        "dev.carillon.event..",
                        "dev.carillon.spi..",
                        "dev.carillon.trigger..",
                        "dev.carillon.core..",
                        "dev.carillon.cdi..",
                        "jakarta.annotation..",
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "java..",
                        "javax.naming..",
                        "org.eclipse.microprofile.config..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void what_may_be_missing_is_behind_one_class() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MicroProfileConfigSource")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile..")
                .check(CLASSES);
    }

    @Test
    void only_the_extension_is_seen_from_outside() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("CarillonExtension")
                .should()
                .notBePublic()
                .check(CLASSES);
    }
}
