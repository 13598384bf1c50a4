package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One set of class files for several versions of TensorRT: each call that is made into the presets is there in the classes
 * of every version, or is one that we know to guard.
 */
class PresetContractTest {

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

    private static final PresetCalls CALLS = PresetCalls.into("org.bytedeco.tensorrt");

    @ParameterizedTest
    @CsvSource({"10.6-1.5.11", "10.12-1.5.12"})
    void every_call_is_there_in_tensorrt_10(String version) throws Exception {
        assertThat(CALLS.calls()).hasSizeGreaterThan(40);
        assertThat(missing(version)).isEmpty();
    }

    @Test
    void tensorrt_11_lacks_only_what_is_guarded() throws Exception {
        assertThat(missing("11.2-1.5.14")).isEqualTo(new TreeSet<>(GONE_IN_11));
    }

    @Test
    void numbers_of_constants_are_those_of_the_version() throws Exception {
        try (URLClassLoader six = PresetCalls.tensorRt("10.6-1.5.11");
                URLClassLoader eleven = PresetCalls.tensorRt("11.2-1.5.14")) {
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
        try (URLClassLoader loader = PresetCalls.tensorRt(version)) {
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

    private static Set<String> missing(String version) throws Exception {
        try (URLClassLoader loader = PresetCalls.tensorRt(version)) {
            return CALLS.missingIn(loader);
        }
    }
}
