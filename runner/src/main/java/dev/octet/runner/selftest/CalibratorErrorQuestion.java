package dev.octet.runner.selftest;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.CalibrationBatches;
import dev.octet.bindings.tensorrt.CalibratorKind;
import dev.octet.bindings.tensorrt.Int8Calibrator;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens in a real build when a batch cannot be had? */
final class CalibratorErrorQuestion implements SelfCheck {

    private static final int GOOD_BATCHES = 2;

    @Override
    public String name() {
        return "question-error-in-a-batch";
    }

    @Override
    public String proves() {
        return "An exception while TensorRT asks for a batch ends the build, comes out of it, and leaves no engine.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        if (!GpuFacts.hasCalibrators()) {
            return Verdict.skipped(GpuFacts.withoutCalibrators(), Map.of());
        }
        ToolkitException planned = new ToolkitException(FailureKind.BAD_INPUT, "A planned failure.", "Nothing to do.");
        Failing batches = new Failing(new SceneBatches(bench.demo()), planned);
        KeptCache cache = new KeptCache(null);
        Path plan = bench.demo().folder().resolve("broken.engine");
        RuntimeException thrown = null;
        try (Int8Calibrator calibrator =
                Int8Calibrator.of(bench.gpu().device(), CalibratorKind.ENTROPY2, batches, cache)) {
            bench.gpu()
                    .build(
                            EngineRecipe.calibrated("broken", bench.demo().model())
                                    .quick(),
                            calibrator,
                            plan);
        } catch (RuntimeException e) {
            thrown = e;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("asked_after_the_failure", batches.asked - GOOD_BATCHES - 1);
        values.put("thrown", String.valueOf(thrown));
        values.put("cache_written", cache.lines().length > 0);
        values.put("engine_written", Files.exists(plan));
        return Verdict.when(
                thrown == planned && !Files.exists(plan) && cache.lines().length == 0,
                "The build ended with " + thrown + ".",
                values);
    }

    /** Gives two batches and then fails. */
    private static final class Failing implements CalibrationBatches {

        private final SceneBatches good;
        private final ToolkitException failure;
        private int asked;

        Failing(SceneBatches good, ToolkitException failure) {
            this.good = good;
            this.failure = failure;
        }

        @Override
        public int batchSize() {
            return good.batchSize();
        }

        @Override
        public Map<String, Integer> inputBytes() {
            return good.inputBytes();
        }

        @Override
        public boolean next(Map<String, ByteBuffer> into) {
            asked++;
            if (asked > GOOD_BATCHES) {
                throw failure;
            }
            return good.next(into);
        }
    }
}
