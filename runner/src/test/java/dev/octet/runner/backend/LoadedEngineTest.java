package dev.octet.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.NativeLibrary;
import dev.octet.bindings.session.Session;
import dev.octet.runner.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedEngineTest {

    private static final Path PLAN = Path.of("model.engine");

    @Test
    void without_the_library_the_engine_is_not_looked_at() {
        NativeLibrary missing = NativeLibrary.of("TensorRT", () -> {
            throw new UnsatisfiedLinkError("no libnvinfer.so.10 here");
        });
        assertThatThrownBy(() -> LoadedEngine.require(PLAN, missing, true))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }

    @Test
    void an_engine_without_a_manifest_has_to_be_trusted(@TempDir Path folder) throws IOException {
        Path plan = Files.writeString(folder.resolve("model.engine"), "plan");
        NativeLibrary there = NativeLibrary.of("TensorRT", () -> "10.15.1");
        assertThatThrownBy(() -> LoadedEngine.require(plan, there, false))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY))
                .hasMessage("The engine " + plan + " has no manifest " + plan
                        + ".json: nothing says who built it and for" + " what, and loading an engine runs its code.");
        assertThat(LoadedEngine.require(plan, there, true)).isEmpty();
    }

    @Test
    void its_sessions_are_borrowed_and_it_closes_the_one_behind_them() {
        FakeEngine fake = FakeEngine.grid(3, 1);
        try (LoadedEngine engine = LoadedEngine.of(fake, fake.signature())) {
            try (Session session = engine.session()) {
                assertThat(session.outputs()).isEqualTo(fake.outputs());
                assertThat(session.backend()).isEqualTo("TensorRT 10.15.1");
            }
            assertThat(fake.isClosed()).isFalse();
        }
        assertThat(fake.isClosed()).isTrue();
    }
}
