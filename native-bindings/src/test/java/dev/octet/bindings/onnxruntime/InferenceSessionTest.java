package dev.octet.bindings.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceSessionTest {

    private static final SessionOptions OPTIONS = SessionOptions.defaults().withIntraOpThreads(1);

    @TempDir
    Path folder;

    @Test
    void session_tells_its_inputs_and_outputs() {
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(-1, 3), OPTIONS)) {
            assertThat(session.inputs()).containsExactly(new TensorSpec("x", ElementType.FLOAT, List.of(-1L, 3L)));
            assertThat(session.outputs()).containsExactly(new TensorSpec("y", ElementType.FLOAT, List.of(-1L, 3L)));
            assertThat(session.inputs().get(0).isStatic()).isFalse();
            assertThat(session.version()).isEqualTo("1.29.0");
        }
    }

    @Test
    void pinned_output_is_written_in_place() {
        FloatBuffer input = TinyModel.direct(2);
        FloatBuffer output = TinyModel.direct(2);
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(1, 2), OPTIONS);
                HostTensor x = HostTensor.over(input, 1, 2);
                HostTensor y = HostTensor.over(output, 1, 2)) {
            for (int round = 1; round <= 3; round++) {
                input.put(0, round).put(1, -round);
                session.run(Map.of("x", x), Map.of("y", y));
                assertThat(output.get(0)).isEqualTo(2f * round);
                assertThat(output.get(1)).isEqualTo(-2f * round);
            }
        }
    }

    @Test
    void running_with_pinned_outputs_allocates_nothing_for_the_elements() {
        int count = 1 << 20;
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(count), OPTIONS);
                HostTensor x = HostTensor.allocate(ElementType.FLOAT, count);
                HostTensor y = HostTensor.allocate(ElementType.FLOAT, count)) {
            session.run(Map.of("x", x), Map.of("y", y));
            long before = threads.getCurrentThreadAllocatedBytes();
            session.run(Map.of("x", x), Map.of("y", y));
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
        }
    }

    @Test
    void dynamic_outputs_belong_to_the_caller() {
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(-1), OPTIONS);
                HostTensor x = HostTensor.copyOf(new float[] {1, 2, 3}, 3)) {
            Map<String, HostTensor> outputs = session.run(Map.of("x", x));
            assertThat(outputs).containsOnlyKeys("y");
            try (HostTensor y = outputs.get("y")) {
                assertThat(y.shape()).containsExactly(3);
                assertThat(y.floats()).isEqualTo(FloatBuffer.wrap(new float[] {2, 4, 6}));
            }
        }
    }

    @Test
    void model_is_loaded_from_a_file() throws Exception {
        Path file = folder.resolve("tiny.onnx");
        Files.write(file, TinyModel.doubling(1));
        try (InferenceSession session = InferenceSession.load(file, OPTIONS)) {
            assertThat(session.outputs()).hasSize(1);
        }
    }

    @Test
    void missing_file_is_bad_input() {
        Path file = folder.resolve("none.onnx");
        assertThatThrownBy(() -> InferenceSession.load(file, OPTIONS))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("There is no model at " + file + ".");
    }

    @Test
    void broken_model_is_bad_input_with_the_native_text() {
        failsLoading(new byte[] {1, 2, 3}, FailureKind.BAD_INPUT, "ONNX Runtime cannot load the model: ");
    }

    @Test
    void empty_model_is_bad_input() {
        failsLoading(new byte[0], FailureKind.BAD_INPUT, "ONNX Runtime cannot load the model: ");
    }

    @Test
    void unknown_operator_is_unsupported_and_named() {
        failsLoading(TinyModel.unknownOperator(), FailureKind.UNSUPPORTED, "NoSuchOperator");
    }

    @Test
    void wrong_input_shape_is_a_native_failure_with_the_native_text() {
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(1, 2), OPTIONS);
                HostTensor x = HostTensor.copyOf(new float[] {1, 2, 3}, 1, 3)) {
            assertThatThrownBy(() -> session.run(Map.of("x", x)))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessageContaining("Got invalid dimensions for input: x")
                    .extracting(e -> ((ToolkitException) e).kind())
                    .isEqualTo(FailureKind.NATIVE_FAILURE);
        }
    }

    @Test
    void terminated_session_stops_and_runs_again_after_resume() throws Exception {
        int n = 256;
        try (InferenceSession session = InferenceSession.load(TinyModel.slow(2000, n), OPTIONS);
                HostTensor x = HostTensor.allocate(ElementType.FLOAT, n, n);
                HostTensor y = HostTensor.allocate(ElementType.FLOAT, n, n)) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> session.run(Map.of("x", x), Map.of("y", y)));
            Thread.sleep(50);
            session.terminate();
            assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ai.onnxruntime.OrtException.class)
                    .cause()
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("The run was stopped before it ended.")
                    .extracting(e -> ((ToolkitException) e).kind())
                    .isEqualTo(FailureKind.INTERRUPTED);
            session.resume();
            session.run(Map.of("x", x), Map.of("y", y));
        }
    }

    @Test
    void use_after_close_names_the_type() {
        InferenceSession session = InferenceSession.load(TinyModel.doubling(1), OPTIONS);
        session.close();
        session.close();
        assertThatThrownBy(() -> session.run(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("InferenceSession is closed");
        assertThatThrownBy(session::terminate).isInstanceOf(IllegalStateException.class);
    }

    private static void failsLoading(byte[] model, FailureKind kind, String text) {
        assertThatThrownBy(() -> InferenceSession.load(model, OPTIONS))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining(text)
                .extracting(e -> ((ToolkitException) e).kind())
                .isEqualTo(kind);
    }
}
