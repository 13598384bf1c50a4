package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineManifestTest {

    @TempDir
    private Path folder;

    @Test
    void a_manifest_is_read_as_it_was_written() {
        Path engine = folder.resolve("model.engine");
        EngineManifest manifest =
                Manifests.of("00".repeat(32), Manifests.HOPPER, Manifests.settings(true, HardwareLevel.AMPERE_PLUS));
        manifest.writeBeside(engine);
        assertThat(folder.resolve("model.engine.json"))
                .content()
                .startsWith("{\n  \"schema\" : \"octet.engine/1\",\n  \"plan\" : ");
        assertThat(EngineManifest.of(engine)).contains(manifest);
    }

    @Test
    void settings_that_were_not_given_stay_away() {
        Path engine = folder.resolve("plain.engine");
        EngineManifest manifest =
                Manifests.of("00".repeat(32), Manifests.HOPPER, BuildSettings.of(EnginePrecision.FP16));
        manifest.writeBeside(engine);
        assertThat(EngineManifest.of(engine)).contains(manifest);
        assertThat(manifest.settings().workspaceBytes()).isEmpty();
    }

    @Test
    void an_engine_may_have_none() {
        assertThat(EngineManifest.of(folder.resolve("model.engine"))).isEmpty();
    }

    @Test
    void another_json_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("model.engine.json"), "{\"schema\":\"octet.report/1\"}");
        assertThatThrownBy(() -> EngineManifest.of(folder.resolve("model.engine")))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessage("File " + file + " is no manifest of an engine: its schema is 'octet.report/1', expected"
                        + " 'octet.engine/1'.");
    }

    @Test
    void another_file_is_never_replaced_by_a_manifest() throws IOException {
        Path engine = folder.resolve("model");
        EngineBuild.requireWritable(engine, Optional.empty(), Optional.empty());
        Manifests.of("00".repeat(32), Manifests.HOPPER, BuildSettings.of(EnginePrecision.FP16))
                .writeBeside(engine);
        EngineBuild.requireWritable(engine, Optional.empty(), Optional.empty());
        Path file = Files.writeString(folder.resolve("model.json"), "[]");
        assertThatThrownBy(() -> EngineBuild.requireWritable(engine, Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e.remedy()).isEqualTo("Name another output, or move that file away.");
                })
                .hasMessage(
                        "The manifest of the engine " + engine + " would replace " + file + ", which is no manifest.");
    }

    @Test
    void a_manifest_that_was_cut_short_is_damaged() throws IOException {
        Path engine = folder.resolve("model.engine");
        Manifests.of("00".repeat(32), Manifests.HOPPER, BuildSettings.of(EnginePrecision.FP16))
                .writeBeside(engine);
        Path file = EngineManifest.fileOf(engine);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> EngineManifest.of(engine))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("The manifest " + file + " is damaged: ");
        Files.writeString(file, whole.replace("\"planBytes\" : 4,", ""));
        assertThatThrownBy(() -> EngineManifest.of(engine))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("planBytes");
    }
}
