package dev.octet.runner.selftest;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import java.util.LinkedHashMap;
import java.util.Map;

/** The float detector finds what is drawn. */
final class FloatModelCheck implements SelfCheck {

    @Override
    public String name() {
        return "onnxruntime-float";
    }

    @Override
    public String proves() {
        return "ONNX Runtime runs a detector, and it finds the shapes that are drawn.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        DemoBench demo = bench.demo();
        Matches matches = Matches.of(demo.truth().stream().map(Matches::drawn).toList(), demo.detections(demo.model()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("onnxruntime", OnnxRuntime.library().version());
        values.put("drawn", matches.expected());
        values.put("found", matches.found());
        values.put("matched", matches.matched());
        return Verdict.when(
                matches.recall() >= SelfTestDefaults.FOUND && matches.precision() >= SelfTestDefaults.FOUND,
                "Of " + matches.expected() + " shapes " + matches.matched() + " were found, by " + matches.found()
                        + " detections.",
                values);
    }
}
