package dev.octet.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.NativeLibrary;
import dev.octet.bindings.session.Session;
import dev.octet.runner.FakeEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedEngineTest {

    private static final Path PLAN = Path.of("model.engine");

    @Test
    void without_the_library_the_gate_is_not_asked() {
        List<Path> asked = new ArrayList<>();
        NativeLibrary missing = NativeLibrary.of("TensorRT", () -> {
            throw new UnsatisfiedLinkError("no libnvinfer.so.10 here");
        });
        assertThatThrownBy(() -> LoadedEngine.require(PLAN, missing, asked::add))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
        assertThat(asked).isEmpty();
        LoadedEngine.require(PLAN, NativeLibrary.of("TensorRT", () -> "10.15.1"), asked::add);
        assertThat(asked).containsExactly(PLAN);
    }

    @Test
    void an_engine_that_cannot_be_verified_has_to_be_trusted() {
        assertThatThrownBy(() -> EngineGate.of(false).check(PLAN))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.INTEGRITY);
                    assertThat(e.remedy())
                            .isEqualTo(
                                    "Give --trust-engine when you built it yourself, or have it from where you trust.");
                })
                .hasMessage("Engine model.engine cannot be verified, and a plan is a program: loading it runs what its"
                        + " maker put in.");
        EngineGate.of(true).check(PLAN);
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
