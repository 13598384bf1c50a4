package dev.octet.runner.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.runner.detect.Detection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {

    @TempDir
    private Path folder;

    @Test
    void every_check_without_a_gpu_passes_here() {
        List<CheckResult> told = new ArrayList<>();
        try (SelfTestBench bench = new SelfTestBench(folder, Optional.empty())) {
            List<CheckResult> results = SelfTest.run(SelfTest.withoutGpu(), bench, told::add);
            assertThat(results).isEqualTo(told).hasSize(3);
            assertThat(results)
                    .allSatisfy(one -> assertThat(one.verdict().status())
                            .as(one.toString())
                            .isEqualTo(Verdict.Status.PASSED));
            assertThat(results.get(1).verdict().values().get("matched"))
                    .as("the detector must have something to find")
                    .isInstanceOfSatisfying(
                            Integer.class, matched -> assertThat(matched).isGreaterThan(20));
            assertThat(results.get(2).content().toString())
                    .startsWith("{check=onnxruntime-int8, proves=Calibration and quantization work, and ")
                    .contains("status=passed, reason=, seconds=", "tensors_calibrated=");
        }
    }

    @Test
    void names_of_checks_are_unique_and_never_change() {
        List<String> names = Stream.concat(SelfTest.withoutGpu().stream(), SelfTest.withGpu(true).stream())
                .map(SelfCheck::name)
                .toList();
        assertThat(names)
                .containsExactly(
                        "decode-and-letterbox",
                        "onnxruntime-float",
                        "onnxruntime-int8",
                        "cuda-copy",
                        "cuda-stream-order",
                        "cuda-event-timing",
                        "cuda-graph",
                        "question-builder-resource",
                        "question-newer-headers",
                        "engine-fp16",
                        "engine-int8-explicit",
                        "engine-int8-entropy2",
                        "engine-int8-entropy",
                        "engine-int8-minmax",
                        "question-release",
                        "question-error-in-a-batch",
                        "question-calibration-cache",
                        "engine-run-cycles",
                        "engine-build-cycles");
        assertThat(SelfTest.withGpu(false)).extracting(SelfCheck::name).doesNotContain("engine-build-cycles");
    }

    @Test
    void what_a_check_throws_is_a_failure_with_its_name() {
        CheckResult known =
                CheckResult.of(throwing(GpuFailure.LIBRARY_MISSING.of("TensorRT", "libnvinfer.so.10", null)), bench());
        assertThat(known.verdict())
                .isEqualTo(Verdict.failed(
                        "TensorRT cannot be used here: a library that it needs is missing (libnvinfer.so.10). Install it,"
                                + " or name its folder in LD_LIBRARY_PATH before Java starts.",
                        Map.of("diagnosis", "library-missing")));
        CheckResult bug = CheckResult.of(throwing(new IllegalStateException("of its own")), bench());
        assertThat(bug.verdict())
                .isEqualTo(Verdict.failed("It broke off: java.lang.IllegalStateException: of its own", Map.of()));
    }

    @Test
    void report_counts_and_passes_only_without_failures() {
        CheckResult good = result(Verdict.passed(Map.of("x", 1)));
        CheckResult skipped = result(Verdict.skipped("Not here.", Map.of()));
        CheckResult bad = result(Verdict.failed("No.", Map.of()));
        assertThat(SelfTestReport.of(List.of(good, skipped), true, 5).passed()).isTrue();
        SelfTestReport report = SelfTestReport.of(List.of(good, bad, skipped, good), true, 1_500_000_000L);
        assertThat(report.passed()).isFalse();
        assertThat(report.content())
                .containsEntry("passed", 2L)
                .containsEntry("failed", 1L)
                .containsEntry("skipped", 1L)
                .containsEntry("seconds", 1.5);
        assertThat(new String(report.toJson(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{\n  \"schema\" : \"octet.selftest/1\",\n  \"octet\" : ");
    }

    @Test
    void outputs_agree_by_the_worst_of_them() {
        Map<String, float[]> one = Map.of("a", new float[] {1, 2, 2}, "b", new float[] {0, 0});
        assertThat(Agreement.of(List.of(one), List.of(one))).isEqualTo(new Agreement(1, 0, 2));
        Map<String, float[]> turned = Map.of("a", new float[] {2, 1, 2}, "b", new float[] {0, 0});
        Agreement worse = Agreement.of(List.of(one, one), List.of(one, turned));
        assertThat(worse.worstCosine()).isCloseTo(8.0 / 9, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(worse.largestError()).isEqualTo(1);
        assertThat(worse.atLeast(0.88)).isTrue();
        assertThat(worse.atLeast(0.89)).isFalse();
    }

    @Test
    void outputs_with_nan_or_zeros_never_agree_with_others() {
        Map<String, float[]> one = Map.of("a", new float[] {1, 2});
        Agreement nan = Agreement.of(List.of(one), List.of(Map.of("a", new float[] {1, Float.NaN})));
        assertThat(nan.atLeast(0.1)).isFalse();
        assertThat(nan.values()).containsEntry("worst_cosine", "NaN");
        assertThat(Agreement.of(List.of(one), List.of(Map.of("a", new float[2])))
                        .atLeast(0.1))
                .isFalse();
    }

    @Test
    void detections_match_by_class_and_overlap_and_only_once() {
        Detection box = new Detection(0, 0, 10, 10, 0.9, 1);
        Detection near = new Detection(1, 0, 11, 10, 0.8, 1);
        Detection far = new Detection(6, 0, 16, 10, 0.8, 1);
        Detection other = new Detection(0, 0, 10, 10, 0.8, 2);
        assertThat(Matches.of(List.of(List.of(box)), List.of(List.of(near)))).isEqualTo(new Matches(1, 1, 1));
        assertThat(Matches.of(List.of(List.of(box)), List.of(List.of(near, box))))
                .isEqualTo(new Matches(1, 2, 1));
        assertThat(Matches.of(List.of(List.of(box)), List.of(List.of(far, other))))
                .isEqualTo(new Matches(1, 2, 0));
        assertThat(new Matches(4, 2, 1).recall()).isEqualTo(0.25);
        assertThat(new Matches(4, 2, 1).precision()).isEqualTo(0.5);
    }

    @Test
    void memory_may_settle_but_not_grow() {
        MemoryGrowth.Mark before = new MemoryGrowth.Mark(1L << 30, 100L << 20);
        MemoryGrowth none = MemoryGrowth.between(before, new MemoryGrowth.Mark(1L << 30, 110L << 20));
        assertThat(none).isEqualTo(new MemoryGrowth(0, 10L << 20));
        assertThat(none.verdict(Map.of()).status()).isEqualTo(Verdict.Status.PASSED);
        assertThat(new MemoryGrowth(17L << 20, 0).verdict(Map.of("runs", 5)))
                .satisfies(verdict -> assertThat(verdict.reason())
                        .isEqualTo("Memory grew by 17825792 bytes on the device and 0 bytes here."))
                .satisfies(verdict -> assertThat(verdict.values()).containsEntry("runs", 5));
        assertThat(new MemoryGrowth(0, 97L << 20).verdict(Map.of()).status()).isEqualTo(Verdict.Status.FAILED);
    }

    private SelfTestBench bench() {
        return new SelfTestBench(folder, Optional.empty());
    }

    private static CheckResult result(Verdict verdict) {
        return new CheckResult("one", "One.", verdict, Duration.ofMillis(1));
    }

    private static SelfCheck throwing(RuntimeException failure) {
        return new SelfCheck() {
            @Override
            public String name() {
                return "one";
            }

            @Override
            public String proves() {
                return "One.";
            }

            @Override
            public Verdict run(SelfTestBench bench) {
                throw failure;
            }
        };
    }
}
