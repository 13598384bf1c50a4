package dev.octet.runner.selftest;

import dev.octet.calibrator.model.OnnxModel;
import java.util.Map;

/** The float model as an engine in FP16. */
final class Fp16EngineCheck implements SelfCheck {

    @Override
    public String name() {
        return "engine-fp16";
    }

    @Override
    public String proves() {
        return "TensorRT builds and runs the detector in FP16, with the outputs of ONNX Runtime.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        if (!GpuFacts.hasCalibrators()) {
            return Verdict.skipped(GpuFacts.withoutCalibrators(), Map.of());
        }
        OnnxModel model = bench.demo().model();
        return EngineComparison.of(
                bench, bench.gpu().plan(EngineRecipe.fp16(model)), model, SelfTestDefaults.SAME_GRAPH, Map.of());
    }
}
