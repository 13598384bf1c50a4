package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BuilderTest {

    private final FakeTensorRt trt = new FakeTensorRt(new FakeCuda());

    @Test
    void a_model_becomes_a_plan() throws Exception {
        try (Builder builder = Builder.create(trt)) {
            Network network = builder.network(false);
            network.parse(new byte[7], "model.onnx", "/models/model.onnx");
            BuilderConfig config = builder.config();
            config.set(BuilderFlag.FP16, true);
            config.set(BuilderFlag.TF32, false);
            config.setWorkspace(1L << 30);
            config.setOptimizationLevel(5);
            config.keepLayerDetails();
            config.setHardwareCompatibility(BuilderConfig.HardwareCompatibility.AMPERE_PLUS);
            try (HostMemory plan = builder.build(network, config)) {
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                plan.writeTo(Channels.newChannel(written));
                assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("ftrt a plan");
                assertThat(plan.toBytes()).isEqualTo(written.toByteArray());
                assertThat(plan.size()).isEqualTo(11);
            }
        }
        assertThat(trt.settings)
                .containsEntry("parsed", "7 bytes at /models/model.onnx")
                .containsEntry("stronglyTyped", "false")
                .containsEntry("kFP16", "true")
                .containsEntry("kTF32", "false")
                .containsEntry("kWORKSPACE", Long.toString(1L << 30))
                .containsEntry("level", "5")
                .containsEntry("verbosity", "kDETAILED")
                .containsEntry("hardware", "kAMPERE_PLUS");
        assertThat(trt.live).isEmpty();
    }

    @Test
    void closing_the_builder_closes_what_it_made_first() {
        Builder builder = Builder.create(trt);
        Network network = builder.network(false);
        network.parse(new byte[1], "model.onnx", "");
        BuilderConfig config = builder.config();
        config.useTimingCache(new byte[0]);
        builder.close();
        assertThat(trt.log.stream().filter(call -> call.startsWith("release")))
                .containsExactly(
                        "release TIMING_CACHE",
                        "release CONFIG",
                        "release PARSER",
                        "release NETWORK",
                        "release BUILDER");
        assertThat(trt.live).isEmpty();
    }

    @Test
    void a_small_number_instead_of_an_object_is_a_failure() {
        trt.returnsSmallNumber("createBuilder");
        assertThatThrownBy(() -> Builder.create(trt))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NATIVE_FAILURE))
                .hasMessage("TensorRT made no Builder: TensorRT gave no reason.");
    }

    @Test
    void a_missing_builder_resource_is_named() {
        trt.failNext("createBuilder", "Unable to load library: libnvinfer_builder_resource_sm90.so.10.15.1");
        assertThatThrownBy(() -> Builder.create(trt)).isInstanceOfSatisfying(ToolkitException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
            assertThat(e.remedy())
                    .isEqualTo("This GPU's part of the builder is not installed: put"
                            + " libnvinfer_builder_resource_sm90.so.10.15.1 beside libnvinfer; `octet doctor` says"
                            + " where to get it.");
        });
    }

    @Test
    void a_model_with_an_unknown_operator_is_unsupported_and_says_which_node() {
        trt.failNext("parse", "");
        trt.problems.add(new ParserProblem("kUNSUPPORTED_NODE", "no importer", 12, "/nms/Nms", "FancyNms"));
        try (Builder builder = Builder.create(trt)) {
            Network network = builder.network(false);
            assertThatThrownBy(() -> network.parse(new byte[1], "yolo.onnx", ""))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                    .hasMessage("TensorRT cannot read yolo.onnx: FancyNms '/nms/Nms': no importer"
                            + " (kUNSUPPORTED_NODE).");
        }
    }

    @Test
    void a_broken_model_is_bad_input_and_long_lists_are_cut() {
        trt.failNext("parse", "");
        for (int i = 0; i < 7; i++) {
            trt.problems.add(new ParserProblem("kINVALID_NODE", "bad", i, "", ""));
        }
        try (Builder builder = Builder.create(trt)) {
            Network network = builder.network(false);
            assertThatThrownBy(() -> network.parse(new byte[1], "yolo.onnx", ""))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                    .hasMessage(
                            "TensorRT cannot read yolo.onnx: node 0: bad (kINVALID_NODE); node 1: bad (kINVALID_NODE);"
                                    + " node 2: bad (kINVALID_NODE); node 3: bad (kINVALID_NODE); node 4: bad (kINVALID_NODE); and"
                                    + " 2 more.");
        }
    }

    @Test
    void a_build_that_runs_out_of_memory_says_what_to_lower() {
        trt.failNext("build", "Requested amount of GPU memory (1 bytes) could not be allocated: out of memory");
        try (Builder builder = Builder.create(trt)) {
            Network network = builder.network(false);
            BuilderConfig config = builder.config();
            assertThatThrownBy(() -> builder.build(network, config))
                    .isInstanceOfSatisfying(ToolkitException.class, e -> {
                        assertThat(e.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
                        assertThat(e.remedy()).contains("--workspace");
                    })
                    .hasMessageStartingWith("TensorRT made no engine: error: Requested amount");
        }
        assertThat(trt.live).isEmpty();
    }

    @Test
    void precision_is_set_by_layer_only_where_types_are_weak() {
        try (Builder builder = Builder.create(trt)) {
            Network weak = builder.network(false);
            weak.setPrecision(weak.layers().get(1), "kHALF");
            assertThat(trt.settings).containsEntry("precision of 1", "kHALF");
            Network strong = builder.network(true);
            assertThatThrownBy(() -> strong.setPrecision(strong.layers().get(0), "kHALF"))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("The precision of layer '/layer.0' cannot be set: the network is strongly typed.");
        }
    }

    @Test
    void tensorrt_11_is_strongly_typed_and_has_no_calibrators() {
        trt.library = 110200;
        FakeCuda cuda = trt.cuda;
        try (Builder builder = Builder.create(trt)) {
            assertThat(builder.versions().libraryText()).isEqualTo("11.2.0");
            assertThat(builder.network(false).isStronglyTyped()).isTrue();
            assertThatThrownBy(() -> Int8Calibrator.of(
                            trt,
                            cuda.device(),
                            CalibratorKind.ENTROPY2,
                            CalibrationBatches.none(1),
                            CalibrationCache.none()))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("TensorRT 11.2.0 has no INT8 calibrators.");
        }
    }

    @Test
    void newer_calls_are_refused_by_older_libraries() {
        trt.library = 100300;
        try (Builder builder = Builder.create(trt)) {
            BuilderConfig config = builder.config();
            assertThatThrownBy(() -> config.setHardwareCompatibility(
                            BuilderConfig.HardwareCompatibility.SAME_COMPUTE_CAPABILITY))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("TensorRT 10.3.0 has no compatibility within a compute capability.");
        }
    }

    @Test
    void a_profile_takes_shapes_in_order_only() {
        try (Builder builder = Builder.create(trt)) {
            OptimizationProfile profile = builder.profile();
            profile.setShapes("images", new long[] {1, 3}, new long[] {2, 3}, new long[] {4, 3});
            assertThat(trt.settings)
                    .containsEntry("images kMIN", "[1, 3]")
                    .containsEntry("images kOPT", "[2, 3]")
                    .containsEntry("images kMAX", "[4, 3]");
            assertThatThrownBy(() -> profile.setShapes("images", new long[] {3}, new long[] {2}, new long[] {4}))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
                    .hasMessage(
                            "The shapes of input 'images' do not fit together: smallest [3], usual [2], largest [4].");
            BuilderConfig config = builder.config();
            trt.failNext("isValid", "");
            assertThatThrownBy(() -> config.add(profile))
                    .hasMessageStartingWith("TensorRT finds the optimization profile incomplete");
            config.add(profile);
        }
    }

    @Test
    void a_timing_cache_is_kept_and_a_foreign_one_refused() {
        try (Builder builder = Builder.create(trt)) {
            BuilderConfig config = builder.config();
            TimingCache cache = config.useTimingCache(new byte[9]);
            assertThat(trt.settings).containsEntry("timing cache", "9 bytes");
            assertThat(cache.toBytes()).containsExactly(1, 2, 3);
            trt.failNext("setTimingCache", "device mismatch");
            assertThatThrownBy(() -> config.useTimingCache(new byte[9]))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                    .hasMessage("The timing cache is of another device or another version of TensorRT: error: device"
                            + " mismatch.");
        }
        assertThat(trt.live).isEmpty();
    }

    @Test
    void the_dla_runs_what_it_can() {
        try (Builder builder = Builder.create(trt)) {
            assertThat(builder.dlaCores()).isEqualTo(2);
            BuilderConfig config = builder.config();
            config.setDla(1);
            assertThat(trt.settings).containsEntry("dla", "1").containsEntry("device", "kDLA");
            Network network = builder.network(false);
            assertThat(network.layers())
                    .extracting(layer -> config.canRunOnDla(network, layer))
                    .containsExactly(true, false);
        }
    }
}
