package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCheckTest {

    private static final BuildSettings PLAIN = BuildSettings.of(EnginePrecision.FP16);

    @TempDir
    private Path folder;

    private Path engine;

    @BeforeEach
    void an_engine() throws IOException {
        engine = Files.writeString(folder.resolve("model.engine"), "plan");
    }

    private static EngineManifest manifest(String plan, BuildSettings settings) {
        return Manifests.of(Sha256.of(plan.getBytes(StandardCharsets.UTF_8)), Manifests.HOPPER, settings);
    }

    private static EngineEnvironment here(String tensorRt, String gpu, int major, int minor) {
        return new EngineEnvironment(tensorRt, "13.1", "13.0", gpu, major, minor, "amd64");
    }

    private void assertRefused(boolean trusted, FailureKind kind, String message, String remedy) {
        assertThatThrownBy(() -> EngineCheck.require(engine, trusted))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e).hasMessage(message);
                    assertThat(e.remedy()).isEqualTo(remedy);
                });
    }

    @Test
    void an_engine_that_matches_its_manifest_is_taken() {
        EngineManifest manifest = manifest("plan", PLAIN);
        manifest.writeBeside(engine);
        assertThat(EngineCheck.require(engine, false)).contains(manifest);
        assertThat(EngineCheck.require(engine, true)).contains(manifest);
    }

    @Test
    void an_engine_without_a_manifest_is_taken_only_if_it_is_trusted() {
        assertRefused(
                false,
                FailureKind.INTEGRITY,
                "The engine " + engine + " has no manifest " + engine + ".json: nothing says who built it and for what,"
                        + " and loading an engine runs its code.",
                "Build it with 'octet build', or add '--trust-engine' if you know where it comes from.");
        assertThat(EngineCheck.require(engine, true)).isEmpty();
    }

    @Test
    void an_engine_that_changed_is_taken_only_if_it_is_trusted() throws IOException {
        manifest("plan", PLAIN).writeBeside(engine);
        Files.writeString(engine, "plam");
        assertRefused(
                false,
                FailureKind.INTEGRITY,
                "The engine " + engine + " is not the one that its manifest describes: its SHA-256 is "
                        + Sha256.of("plam") + ", the manifest has " + Sha256.of("plan") + ".",
                "Build it again with 'octet build', or copy both files again; '--trust-engine' takes it as it is.");
        assertThat(EngineCheck.require(engine, true)).isEmpty();
    }

    @Test
    void a_damaged_manifest_says_nothing_of_a_trusted_engine() throws IOException {
        Files.writeString(EngineManifest.fileOf(engine), "{");
        assertThatThrownBy(() -> EngineCheck.require(engine, false))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT));
        assertThat(EngineCheck.require(engine, true)).isEmpty();
    }

    @Test
    void an_engine_that_is_not_there_is_named() throws IOException {
        Files.delete(engine);
        assertRefused(
                true,
                FailureKind.BAD_INPUT,
                "There is no engine " + engine + ".",
                "Check the path; 'octet build' makes engines.");
        Files.createDirectory(engine);
        assertRefused(
                true,
                FailureKind.BAD_INPUT,
                "The engine " + engine + " cannot be read: it is a folder.",
                "Check the path and its permissions.");
    }

    @Test
    void an_engine_runs_where_it_was_built() {
        assertThat(EngineCheck.requireRuns(engine, manifest("plan", PLAIN), Manifests.HOPPER))
                .isEmpty();
    }

    @Test
    void another_model_of_the_same_kind_may_be_slower() {
        assertThat(EngineCheck.requireRuns(engine, manifest("plan", PLAIN), here("10.15.1", "NVIDIA H100 PCIe", 9, 0)))
                .containsExactly(
                        "The engine " + engine + " was built on NVIDIA H200 and is run on NVIDIA H100 PCIe: it may"
                                + " be slower than one that is built here.");
    }

    private void assertCannotRun(BuildSettings settings, EngineEnvironment here, String message, String remedy) {
        assertThatThrownBy(() -> EngineCheck.requireRuns(engine, manifest("plan", settings), here))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e).hasMessage(message);
                    assertThat(e.remedy()).isEqualTo(remedy);
                });
    }

    @Test
    void another_version_of_tensorrt_is_refused() {
        assertCannotRun(
                PLAIN,
                here("10.16.0", "NVIDIA H200", 9, 0),
                "The engine " + engine
                        + " was built by TensorRT 10.15.1, here is TensorRT 10.16.0; an engine runs on the"
                        + " version that built it.",
                "Build it here with 'octet build', or build it with '--version-compatible' for later versions.");
    }

    @Test
    void a_version_compatible_engine_runs_on_later_versions_only() {
        BuildSettings compatible = Manifests.settings(true, HardwareLevel.NONE);
        assertThat(EngineCheck.requireRuns(engine, manifest("plan", compatible), here("10.16.0", "NVIDIA H200", 9, 0)))
                .isEmpty();
        assertCannotRun(
                compatible,
                here("10.9.0", "NVIDIA H200", 9, 0),
                "The engine " + engine + " was built by TensorRT 10.15.1, here is TensorRT 10.9.0, which is older: a"
                        + " version-compatible engine runs on later versions.",
                "Build it here with 'octet build'.");
    }

    @Test
    void another_compute_capability_is_refused() {
        for (HardwareLevel level : new HardwareLevel[] {HardwareLevel.NONE, HardwareLevel.SAME_COMPUTE_CAPABILITY}) {
            assertCannotRun(
                    Manifests.settings(false, level),
                    here("10.15.1", "NVIDIA L4", 8, 9),
                    "The engine " + engine + " was built for sm90 (NVIDIA H200), here is sm89 (NVIDIA L4).",
                    "Build it here with 'octet build'; '--hardware-compatibility ampere-plus' makes engines for all GPUs"
                            + " from Ampere on.");
        }
    }

    @Test
    void an_engine_for_ampere_and_later_runs_on_ampere_and_later() {
        BuildSettings wide = Manifests.settings(false, HardwareLevel.AMPERE_PLUS);
        assertThat(EngineCheck.requireRuns(engine, manifest("plan", wide), here("10.15.1", "NVIDIA L4", 8, 9)))
                .hasSize(1);
        assertThatThrownBy(() ->
                        EngineCheck.requireRuns(engine, manifest("plan", wide), here("10.15.1", "Tesla T4", 7, 5)))
                .isInstanceOf(ToolkitException.class);
    }

    @Test
    void another_processor_is_refused() {
        assertCannotRun(
                PLAIN,
                new EngineEnvironment("10.15.1", "13.1", "13.0", "NVIDIA H200", 9, 0, "aarch64"),
                "The engine " + engine + " was built on amd64 and cannot run on aarch64.",
                "Build it here with 'octet build'.");
    }
}
