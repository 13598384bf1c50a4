package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSessionTest {

    private final FakeCuda cuda = new FakeCuda();
    private final FakeTensorRt trt = new FakeTensorRt(cuda);

    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void write_a_plan() throws IOException {
        plan = Files.writeString(folder.resolve("yolo.engine"), "ftrt a plan");
    }

    private EngineSession load(EngineOptions options) {
        return EngineSession.load(cuda.device(), trt, plan, options);
    }

    private static float[] run(EngineSession session, float first) {
        float[] values = new float[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        try (HostTensor input = HostTensor.copyOf(values, 1, 3, 2, 2)) {
            Map<String, HostTensor> outputs = session.run(Map.of("images", input));
            try (HostTensor output = outputs.get("output")) {
                float[] result = new float[4];
                output.floats().get(result);
                return result;
            }
        }
    }

    @Test
    void an_engine_runs_and_is_released_whole() {
        try (EngineSession session = load(EngineOptions.defaults())) {
            assertThat(session.backend()).isEqualTo("TensorRT 10.15.1");
            assertThat(session.inputs()).singleElement().satisfies(input -> {
                assertThat(input.name()).isEqualTo("images");
                assertThat(input.type()).isEqualTo(ElementType.FLOAT);
                assertThat(input.shape()).containsExactly(1L, 3L, 2L, 2L);
            });
            assertThat(session.outputs())
                    .singleElement()
                    .satisfies(output -> assertThat(output.shape()).containsExactly(1L, 4L));
            assertThat(run(session, 1)).containsExactly(2, 4, 6, 8);
            assertThat(session.engine().layers()).isEqualTo("{\"Layers\": []}");
            assertThat(session.device().sm()).isEqualTo("sm90");
        }
        assertThat(trt.live).isEmpty();
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void the_second_run_of_a_shape_is_captured_and_later_ones_are_launched() {
        try (EngineSession session = load(EngineOptions.defaults())) {
            assertThat(session.graphState()).isEqualTo("not captured yet");
            assertThat(run(session, 1)).containsExactly(2, 4, 6, 8);
            assertThat(run(session, 2)).containsExactly(4, 6, 8, 10);
            assertThat(session.graphState()).isEqualTo("captured");
            int enqueued = (int) trt.log.stream().filter("enqueue"::equals).count();
            assertThat(run(session, 3)).containsExactly(6, 8, 10, 12);
            assertThat(trt.log).filteredOn("enqueue"::equals).hasSize(enqueued);
            assertThat(cuda.log()).filteredOn("launch"::equals).hasSize(2);
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void without_a_graph_every_run_is_put_on_the_stream() {
        try (EngineSession session = load(new EngineOptions(0, 0, false))) {
            for (int i = 0; i < 3; i++) {
                assertThat(run(session, i)).containsExactly(2 * i, 2 * i + 2, 2 * i + 4, 2 * i + 6);
            }
            assertThat(session.graphState()).isEqualTo("not asked for");
            assertThat(cuda.log()).doesNotContain("beginCapture");
        }
    }

    @Test
    void an_engine_that_cannot_be_captured_runs_on_and_says_why() {
        try (EngineSession session = load(EngineOptions.defaults())) {
            run(session, 1);
            cuda.failNext("endCapture", 901);
            assertThat(run(session, 2)).containsExactly(4, 6, 8, 10);
            assertThat(session.graphState()).startsWith("refused: CUDA failed at endCapture");
            assertThat(run(session, 3)).containsExactly(6, 8, 10, 12);
            assertThat(cuda.log()).filteredOn("beginCapture"::equals).hasSize(1);
        }
    }

    @Test
    void another_shape_ends_the_graph_of_the_one_before() {
        trt.inputShape = List.of(-1L, 3L, 2L, 2L);
        try (EngineSession session = load(EngineOptions.defaults())) {
            run(session, 1);
            run(session, 2);
            assertThat(session.graphState()).isEqualTo("captured");
            try (HostTensor two = HostTensor.allocate(ElementType.FLOAT, 2, 3, 2, 2);
                    HostTensor output = HostTensor.allocate(ElementType.FLOAT, 1, 4)) {
                two.floats().put(0, 21);
                session.run(Map.of("images", two), Map.of("output", output));
                assertThat(output.floats().get(0)).isEqualTo(42);
            }
            assertThat(session.graphState()).isEqualTo("not captured yet");
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void a_batch_over_the_profile_is_refused_with_the_shape() {
        try (EngineSession session = load(EngineOptions.defaults());
                HostTensor large = HostTensor.allocate(ElementType.FLOAT, 9, 3, 2, 2)) {
            trt.failNext("setInputShape", "dimension 0 exceeds the profile");
            assertThatThrownBy(() -> session.run(Map.of("images", large)))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage(
                            "The engine does not take input 'images' of shape [9, 3, 2, 2]: error: dimension 0 exceeds"
                                    + " the profile.");
        }
    }

    @Test
    void missing_inputs_and_wrong_types_are_named() {
        try (EngineSession session = load(EngineOptions.defaults());
                HostTensor bytes = HostTensor.allocate(ElementType.UINT8, 1, 3, 2, 2)) {
            assertThatThrownBy(() -> session.run(Map.of("pixels", bytes)))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                    .hasMessage("The engine's input 'images' was not given; given are [pixels].");
            assertThatThrownBy(() -> session.run(Map.of("images", bytes)))
                    .hasMessage("The engine's input 'images' is of type FLOAT, given is UINT8.");
        }
    }

    @Test
    void an_output_whose_size_depends_on_the_data_is_refused_when_it_is_loaded() {
        trt.outputShape = List.of(-1L, 7L);
        assertThatThrownBy(() -> load(EngineOptions.defaults()))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                .hasMessage(
                        "The size of the engine's output 'output' [-1, 7] depends on the data, which TensorRT's Java"
                                + " bindings cannot follow.");
        assertThat(trt.live).isEmpty();
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void an_engine_of_another_version_is_explained() {
        trt.failNext(
                "deserialize",
                "The engine plan file is not compatible with this version of TensorRT, expecting library version"
                        + " 10.15.1.29 got 10.13.3.9, please rebuild.");
        assertThatThrownBy(() -> load(EngineOptions.defaults()))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e.remedy()).startsWith("An engine runs only on the TensorRT that built it");
                })
                .hasMessageStartingWith("TensorRT cannot load the engine " + plan + ": error: The engine plan file");
        assertThat(trt.live).isEmpty();
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void an_empty_or_missing_file_is_bad_input() throws IOException {
        Files.writeString(plan, "");
        assertThatThrownBy(() -> load(EngineOptions.defaults())).hasMessage("The engine " + plan + " is empty.");
        Files.delete(plan);
        assertThatThrownBy(() -> load(EngineOptions.defaults()))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessageStartingWith("The engine " + plan + " cannot be read: ");
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void a_profile_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> load(new EngineOptions(0, 3, true)))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("The engine has no optimization profile 3: it has 1, the first is 0.");
    }

    @Test
    void a_run_that_tensorrt_does_not_start_is_a_failure_with_its_reason() {
        try (EngineSession session = load(EngineOptions.defaults())) {
            trt.failNext("enqueue", "Parameter check failed");
            assertThatThrownBy(() -> run(session, 1))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NATIVE_FAILURE))
                    .hasMessage("TensorRT did not start a run: error: Parameter check failed.");
            assertThat(run(session, 1)).containsExactly(2, 4, 6, 8);
        }
    }
}
