package dev.octet.runner.selftest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The detector, calibrated and quantized here, finds what the float one finds. */
final class Int8ModelCheck implements SelfCheck {

    @Override
    public String name() {
        return "onnxruntime-int8";
    }

    @Override
    public String proves() {
        return "Calibration and quantization work, and the INT8 detector finds what the float one finds.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        DemoBench demo = bench.demo();
        Matches matches = Matches.of(demo.detections(demo.model()), demo.detections(demo.quantized("onnxruntime")));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("found_in_float", matches.expected());
        values.put("found_in_int8", matches.found());
        values.put("matched", matches.matched());
        values.put("tensors_calibrated", demo.calibration().table().tensors().size());
        return Verdict.when(
                matches.expected() > 0
                        && matches.recall() >= SelfTestDefaults.KEPT
                        && matches.precision() >= SelfTestDefaults.KEPT,
                "Of " + matches.expected() + " detections of the float model INT8 has " + matches.matched()
                        + ", and makes " + matches.found() + ".",
                values);
    }
}
