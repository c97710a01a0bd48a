package io.watchfire.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules and packages go upward only, and the pure ones stay pure. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.watchfire");

    @Test
    void modulesUseOnlyThoseAboveThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("rule-dsl")
                .definedBy("io.watchfire.dsl..")
                .layer("evaluator")
                .definedBy("io.watchfire.evaluator..")
                .layer("notifiers")
                .definedBy("io.watchfire.notifiers..")
                .layer("stores")
                .definedBy("io.watchfire.store..")
                .layer("runtime")
                .definedBy("io.watchfire.runtime..")
                .layer("micrometer")
                .definedBy("io.watchfire.micrometer..")
                .layer("scenarios")
                .definedBy("io.watchfire.scenarios..")
                .layer("cli")
                .definedBy("io.watchfire.cli..")
                .layer("examples")
                .definedBy("io.watchfire.examples..")
                .whereLayer("evaluator")
                .mayOnlyAccessLayers("rule-dsl")
                .whereLayer("notifiers")
                .mayOnlyAccessLayers("rule-dsl", "evaluator")
                .whereLayer("stores")
                .mayOnlyAccessLayers("notifiers")
                .whereLayer("runtime")
                .mayOnlyAccessLayers("rule-dsl", "evaluator", "notifiers")
                .whereLayer("micrometer")
                .mayOnlyAccessLayers("evaluator", "notifiers", "runtime")
                .whereLayer("scenarios")
                .mayOnlyAccessLayers("rule-dsl", "evaluator", "notifiers")
                .whereLayer("rule-dsl")
                .mayNotAccessAnyLayer()
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("examples")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("packagesOfEachModule")
    void packagesOfAModuleHaveNoCycles(String packages) {
        slices().matching(packages).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aStoreDrawsInNoOther() {
        slices().matching("io.watchfire.store.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.watchfire.store..", "io.watchfire.cli..", "io.watchfire.examples..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.sqlite..", "org.postgresql..", "java.sql.."))
                .check(CLASSES);
    }

    static Stream<String> packagesOfEachModule() {
        return Stream.of("io.watchfire.evaluator.(*)..", "io.watchfire.notifiers.(*)..", "io.watchfire.cli.(*)..");
    }

    @ParameterizedTest
    @MethodSource("whatPureCodeDoesNotTouch")
    void theLanguageAndTheEvaluatorArePure(ArchRule rule) {
        rule.check(CLASSES);
    }

    /** A cache is given the calling thread as its executor; the sharded engine is given its caller's, and waits until all is done. */
    static Stream<ArchRule> whatPureCodeDoesNotTouch() {
        String[] pure = {"io.watchfire.dsl..", "io.watchfire.evaluator.."};
        return Stream.of(
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                        "java.net..",
                                        "java.sql..",
                                        "java.util.concurrent..",
                                        "java.util.logging..",
                                        "org.slf4j..")
                                .and(DescribedPredicate.not(type(Executor.class).or(type(CompletableFuture.class))))),
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .and()
                        .resideOutsideOfPackages(
                                "io.watchfire.evaluator.json..",
                                "io.watchfire.evaluator.event..",
                                "io.watchfire.evaluator.scan..")
                        .and()
                        .resideOutsideOfPackages("io.watchfire.evaluator.rulefile..", "io.watchfire.dsl.grammar..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..")),
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.lang\\.Thread|java\\.util\\.Random|java\\.time\\.Clock|java\\.lang\\.ProcessHandle"),
                noClasses()
                        .that()
                        .resideInAnyPackage(pure)
                        .should()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"),
                noClasses()
                        .that(resideInAPackage("io.watchfire.notifiers.routing..")
                                .or(resideInAPackage("io.watchfire.notifiers.policy.."))
                                .or(resideInAPackage("io.watchfire.notifiers.matcher.."))
                                .or(resideInAPackage("io.watchfire.notifiers.message..")))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.net..", "java.util.concurrent..", "org.slf4j..", "com.slack..")));
    }
}
