package dev.carillon.jpa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom in this room. */
class ArchitectureTest {

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
    void the_time_is_that_of_the_database_and_never_that_of_the_node() {
        noClasses()
                .should()
                .callMethodWhere(ASKS_THE_WALL_CLOCK)
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("dev.carillon.jpa"));
    }
}
