package dev.octet.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can check, over all modules at once. */
class HouseRulesTest {

    private static final String FACE = "dev.octet.calibrator";

    /** Written by protoc from onnx.proto and triton_model_config.proto. */
    private static final String GENERATED = "dev.octet.calibrator.model.onnx";

    private static final String GENERATED_TRITON = "dev.octet.runner.deploy.triton.config";

    private static JavaClasses house;

    @BeforeAll
    static void read_all_modules() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.octet");
        assertThat(house).hasSizeGreaterThan(100);
    }

    @Test
    void no_package_takes_part_in_a_cycle() {
        slices().matching("dev.octet.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void modules_point_one_way() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("runner")
                .definedBy("dev.octet.runner..")
                .layer("benchmarks")
                .definedBy("dev.octet.benchmarks..")
                .layer("calibrator")
                .definedBy("dev.octet.calibrator..")
                .layer("bindings")
                .definedBy("dev.octet.bindings..")
                .whereLayer("runner")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("benchmarks")
                .mayOnlyBeAccessedByLayers("runner")
                .whereLayer("calibrator")
                .mayOnlyBeAccessedByLayers("runner", "benchmarks")
                .check(house);
    }

    @Test
    void only_the_bindings_touch_native_libraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.octet.bindings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..")
                .check(house);
    }

    @Test
    void only_the_packages_of_protobuf_formats_know_protobuf() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.octet.calibrator.model..", "dev.octet.runner.deploy.triton..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(house);
    }

    @Test
    void no_static_field_changes() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(GENERATED, GENERATED_TRITON)
                .should()
                .beFinal()
                .check(house);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(house.stream()
                        .filter(c -> !Set.of(GENERATED, GENERATED_TRITON).contains(c.getPackageName()))
                        .map(JavaClass::getPackage)
                        .distinct())
                .allSatisfy(p -> assertThat(p.tryGetAnnotationOfType(NullMarked.class))
                        .as(p.getName())
                        .isPresent());
    }

    @Test
    void only_the_command_line_knows_picocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.octet.runner.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(house);
    }

    @Test
    void owners_of_native_handles_are_final() {
        classes()
                .that()
                .resideInAPackage("dev.octet.bindings..")
                .and()
                .areAssignableTo(AutoCloseable.class)
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(house);
    }

    @Test
    void names_say_what_a_thing_is_about() {
        noClasses()
                .that()
                .resideOutsideOfPackages(GENERATED, GENERATED_TRITON)
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                .check(house);
    }

    @Test
    void only_the_command_line_prints_or_exits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.octet.runner.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(house);
    }

    @Test
    void there_is_one_exception_of_our_own() {
        assertThat(house.stream().filter(c -> c.isAssignableTo(Throwable.class)).map(JavaClass::getName))
                .containsExactly(ToolkitException.class.getName());
    }

    @Test
    void nothing_is_formatted_in_the_users_locale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .because("a number reads the same everywhere; " + Locale.class.getSimpleName() + ".ROOT says so")
                .check(house);
    }

    @Test
    void the_face_of_the_library_has_at_most_30_types() {
        assertThat(face()).hasSizeBetween(1, 30);
    }

    @Test
    void no_signature_of_the_face_names_a_foreign_type() {
        List<String> foreign = face().stream()
                .flatMap(c -> c.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> namedBy(unit).anyMatch(type -> !isJdkOrOurs(type)))
                .map(JavaCodeUnit::getFullName)
                .toList();
        assertThat(foreign).isEmpty();
    }

    @Test
    void randomness_has_a_seed() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethodWhere(new DescribedPredicate<JavaCall<?>>("ThreadLocalRandom.current()") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        return call.getTargetOwner().isEquivalentTo(java.util.concurrent.ThreadLocalRandom.class);
                    }
                })
                .check(house);
    }

    @Test
    void commands_are_final_and_package_private() {
        classes()
                .that()
                .resideInAPackage("dev.octet.runner.cli")
                .and()
                .haveSimpleNameEndingWith("Command")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .bePackagePrivate()
                .check(house);
    }

    private static List<JavaClass> face() {
        return house.stream()
                .filter(c -> c.getPackageName().equals(FACE))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
    }

    private static Stream<JavaClass> namedBy(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                unit.getParameterTypes().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()));
    }

    private static boolean isJdkOrOurs(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive()
                || base.getPackageName().startsWith("java.")
                || base.getPackageName().startsWith("dev.octet.");
    }
}
