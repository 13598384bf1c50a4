package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.CalibratorKind;
import dev.octet.bindings.tensorrt.Int8Calibrator;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The float model as an INT8 engine whose ranges one of TensorRT's calibrators chose from the scenes. */
final class CalibratedEngineCheck implements SelfCheck {

    private final CalibratorKind kind;

    CalibratedEngineCheck(CalibratorKind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return "engine-int8-" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String proves() {
        return "TensorRT asks our " + kind
                + " calibrator for every scene, and the engine's outputs are near the float model's.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        if (!GpuFacts.hasCalibrators()) {
            return Verdict.skipped(GpuFacts.withoutCalibrators(), Map.of());
        }
        OnnxModel model = bench.demo().model();
        Path plan = bench.demo().folder().resolve(name() + ".engine");
        KeptCache cache = new KeptCache(null);
        Map<String, Object> values = new LinkedHashMap<>();
        int given;
        try (Int8Calibrator calibrator =
                Int8Calibrator.of(bench.gpu().device(), kind, new SceneBatches(bench.demo()), cache)) {
            bench.gpu().build(EngineRecipe.calibrated(name(), model), calibrator, plan);
            given = calibrator.batchesGiven();
        }
        String[] lines = cache.lines();
        values.put("batches", given);
        values.put("cache_header", lines.length == 0 ? "" : lines[0]);
        values.put("cache_entries", Math.max(0, lines.length - 1));
        if (given != SelfTestDefaults.SCENES || lines.length < 2) {
            return Verdict.failed(
                    "TensorRT took " + given + " of " + SelfTestDefaults.SCENES + " batches and wrote " + lines.length
                            + " lines of cache.",
                    values);
        }
        return EngineComparison.of(bench, plan, model, SelfTestDefaults.OTHER_RANGES, values);
    }
}
