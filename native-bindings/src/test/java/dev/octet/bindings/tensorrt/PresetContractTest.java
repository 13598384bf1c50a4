package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One set of class files for several versions of TensorRT: each call that is made into the presets is there in the classes
 * of every version, or is one that we know to guard.
 */
class PresetContractTest {

    private static final String PRESETS = "org.bytedeco.tensorrt";
    private static final String OURS = "dev.octet.bindings.tensorrt";

    /** What TensorRT 11 has no more; asked for only after a look at the version. */
    private static final Set<String> GONE_IN_11 = Set.of(
            "IBuilderConfig.setCalibrationProfile",
            "IBuilderConfig.setInt8Calibrator",
            "IInt8EntropyCalibrator.<init>",
            "IInt8EntropyCalibrator2.<init>",
            "IInt8MinMaxCalibrator.<init>",
            "ILayer.setOutputType",
            "ILayer.setPrecision",
            // Looked for before they are called.
            "IBuilder.<init>",
            "IBuilderConfig.<init>",
            "ICudaEngine.<init>",
            "IEngineInspector.<init>",
            "IExecutionContext.<init>",
            "IHostMemory.<init>",
            "INetworkDefinition.<init>",
            "IRuntime.<init>",
            "ITimingCache.<init>");

    private static JavaClasses ours;

    @BeforeAll
    static void read_our_calls() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(OURS);
    }

    @ParameterizedTest
    @CsvSource({"10.6-1.5.11", "10.12-1.5.12"})
    void every_call_is_there_in_tensorrt_10(String version) throws Exception {
        assertThat(calls()).hasSizeGreaterThan(40);
        assertThat(missing(version)).isEmpty();
    }

    @Test
    void tensorrt_11_lacks_only_what_is_guarded() throws Exception {
        assertThat(missing("11.2-1.5.14")).isEqualTo(new TreeSet<>(GONE_IN_11));
    }

    @Test
    void numbers_of_constants_are_those_of_the_version() throws Exception {
        try (URLClassLoader six = presets("10.6-1.5.11");
                URLClassLoader eleven = presets("11.2-1.5.14")) {
            PresetConstants old = new PresetConstants(six);
            PresetConstants late = new PresetConstants(eleven);
            assertThat(old.find("NetworkDefinitionCreationFlag", "kSTRONGLY_TYPED"))
                    .contains(1);
            assertThat(late.find("NetworkDefinitionCreationFlag", "kSTRONGLY_TYPED"))
                    .contains(0);
            assertThat(old.find("BuilderFlag", "kVERSION_COMPATIBLE")).contains(13);
            assertThat(late.find("BuilderFlag", "kVERSION_COMPATIBLE")).contains(12);
            assertThat(old.name("BuilderFlag", 0)).isEqualTo("kFP16");
            assertThat(late.find("BuilderFlag", "kINT8")).isEmpty();
            assertThat(late.find("NoSuchEnum", "kX")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"10.6-1.5.11", "10.12-1.5.12", "10.15-1.5.13", "11.2-1.5.14"})
    void every_switch_of_ours_is_there_or_is_a_precision(String version) throws Exception {
        try (URLClassLoader loader = presets(version)) {
            PresetConstants constants = new PresetConstants(loader);
            List<BuilderFlag> lacking = Stream.of(BuilderFlag.values())
                    .filter(flag ->
                            constants.find("BuilderFlag", flag.constant()).isEmpty())
                    .toList();
            assertThat(lacking)
                    .containsExactly(
                            version.startsWith("11")
                                    ? new BuilderFlag[] {BuilderFlag.FP16, BuilderFlag.INT8, BuilderFlag.OBEY_PRECISION}
                                    : new BuilderFlag[0]);
        }
    }

    /** Each call of ours into the presets: owner, name, types. */
    private static Set<Call> calls() {
        return ours.stream()
                .flatMap(c -> c.getCodeUnitCallsFromSelf().stream())
                .map(call -> call.getTarget())
                .filter(target -> target.getOwner().getPackageName().startsWith(PRESETS))
                .filter(target -> !target.getName().equals("valueOf"))
                .map(Call::of)
                .collect(Collectors.toSet());
    }

    private record Call(String owner, String name, List<String> parameters, String result) {
        static Call of(AccessTarget.CodeUnitCallTarget target) {
            return new Call(
                    target.getOwner().getName(),
                    target.getName(),
                    target.getRawParameterTypes().stream()
                            .map(JavaClass::getName)
                            .toList(),
                    target.getRawReturnType().getName());
        }

        String shortName() {
            return owner.substring(owner.lastIndexOf('.') + 1) + "." + name;
        }

        boolean isIn(ClassLoader loader) {
            Class<?> type = find(loader, owner);
            if (type != null && Arrays.stream(type.getDeclaredConstructors()).anyMatch(this::isThis)) {
                return true;
            }
            for (; type != null; type = type.getSuperclass()) {
                if (Arrays.stream(type.getDeclaredMethods()).anyMatch(this::isThis)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isThis(java.lang.reflect.Executable one) {
            boolean constructor = one instanceof java.lang.reflect.Constructor<?>;
            String called = constructor ? "<init>" : one.getName();
            String returned = one instanceof java.lang.reflect.Method method
                    ? method.getReturnType().getName()
                    : "void";
            return called.equals(name)
                    && returned.equals(result)
                    && java.lang.reflect.Modifier.isPublic(one.getModifiers())
                    && Arrays.stream(one.getParameterTypes())
                            .map(Class::getName)
                            .toList()
                            .equals(parameters);
        }

        private static Class<?> find(ClassLoader loader, String name) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }
    }

    private static Set<String> missing(String version) throws Exception {
        try (URLClassLoader loader = presets(version)) {
            return calls().stream()
                    .filter(call -> !call.isIn(loader))
                    .map(Call::shortName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The classes of one version, beside the CUDA and JavaCPP classes of the tests. */
    private static URLClassLoader presets(String version) throws MalformedURLException {
        Path jar = Path.of(System.getProperty("octet.presets"), "tensorrt-" + version + ".jar");
        List<URL> path = new ArrayList<>();
        path.add(Files.exists(jar) ? jar.toUri().toURL() : place(IBuilder.class));
        path.add(place(cudart.class));
        path.add(place(Pointer.class));
        return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
