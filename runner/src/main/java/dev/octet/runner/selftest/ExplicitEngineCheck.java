package dev.octet.runner.selftest;

import dev.octet.calibrator.model.OnnxModel;
import java.util.Map;

/** The model with Q/DQ as an engine. */
final class ExplicitEngineCheck implements SelfCheck {

    @Override
    public String name() {
        return "engine-int8-explicit";
    }

    @Override
    public String proves() {
        return "TensorRT builds and runs the detector with Q/DQ, with the outputs of ONNX Runtime on the same graph.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        OnnxModel model = bench.demo().quantized("tensorrt");
        return EngineComparison.of(
                bench,
                bench.gpu().plan(EngineRecipe.typed("int8-explicit", model)),
                model,
                SelfTestDefaults.SAME_GRAPH,
                Map.of());
    }
}
