package org.captioner.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.Buffer;
import java.util.List;
import org.captioner.decoder.network.DecoderOptions;

/** The arrows and bans of {@code docs/architecture.md}, over the main code of all modules. */
@AnalyzeClasses(
        packages = "org.captioner",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {
    /** The decoder's test classes are on the class path as a jar, once they are packaged. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule modulesImportWhatTheArrowsAllow =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("dataset")
                    .definedBy("org.captioner.dataset..")
                    .layer("eval")
                    .definedBy("org.captioner.eval..")
                    .layer("encoder")
                    .definedBy("org.captioner.encoder..")
                    .layer("decoder")
                    .definedBy("org.captioner.decoder..")
                    .layer("pipeline")
                    .definedBy("org.captioner.pipeline..")
                    .layer("cli")
                    .definedBy("org.captioner.cli..")
                    .optionalLayer("server")
                    .definedBy("org.captioner.server..")
                    .optionalLayer("spark")
                    .definedBy("org.captioner.spark..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("server")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("spark")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("pipeline")
                    .mayOnlyBeAccessedByLayers("cli", "server", "spark")
                    .whereLayer("decoder")
                    .mayOnlyBeAccessedByLayers("pipeline", "cli", "server", "spark")
                    .whereLayer("encoder")
                    .mayOnlyBeAccessedByLayers("decoder", "pipeline", "cli", "server", "spark")
                    .whereLayer("eval")
                    .mayOnlyBeAccessedByLayers("decoder", "pipeline", "cli", "server", "spark");

    @ArchTest
    static final ArchRule datasetsAndScoresNeedNoTensorEngine =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.captioner.dataset..", "org.captioner.eval..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("ai.djl..")
                    .because("scores must be computable where no tensor engine runs");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.captioner.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kindsOfDecodersAreKnownToTheRegistryAlone =
            classes().that().implement(DecoderOptions.class).should(beUsedByTheRegistryAlone());

    @ArchTest
    static final ArchRule scalarOperandsThatCorruptGradientsAreNotUsed =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.captioner.encoder..", "org.captioner.decoder..")
                    .should()
                    .callMethod(NDArray.class, "mul", Number.class)
                    .orShould()
                    .callMethod(NDArray.class, "div", Number.class)
                    .orShould()
                    .callMethod(NDArray.class, "pow", Number.class)
                    .because(
                            "the scalar's direct buffer may be freed before the backward pass,"
                                    + " which makes gradients silently wrong; use manager.full(new"
                                    + " Shape(), value)");

    @ArchTest
    static final ArchRule callsThatMakeTheEngineWarnAreNotUsed =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.captioner.encoder..", "org.captioner.decoder..")
                    .should()
                    .callMethod(NDArray.class, "set", float[].class)
                    .orShould()
                    .callMethod(NDArray.class, "set", int[].class)
                    .orShould()
                    .callMethod(NDArray.class, "set", long[].class)
                    .orShould()
                    .callMethod(NDArray.class, "set", Buffer.class)
                    .orShould()
                    .callMethod(NDArray.class, "copyTo", NDArray.class)
                    .because(
                            "the native function uses a deprecated guard, of which libtorch tells"
                                    + " on standard error, --quiet or not; use manager.create or"
                                    + " Gradients.overwrite");

    /** The demo is a recipe, and so names its decoder. */
    private static ArchCondition<JavaClass> beUsedByTheRegistryAlone() {
        List<String> allowed =
                List.of("org.captioner.decoder.registry", "org.captioner.pipeline.demo");
        return new ArchCondition<>("be used by their own package and the registry alone") {
            @Override
            public void check(JavaClass options, ConditionEvents events) {
                for (Dependency use : options.getDirectDependenciesToSelf()) {
                    String user = use.getOriginClass().getPackageName();
                    if (!user.equals(options.getPackageName()) && !allowed.contains(user)) {
                        events.add(SimpleConditionEvent.violated(use, use.getDescription()));
                    }
                }
            }
        };
    }

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.captioner.cli.Main")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "halt", int.class);
}
