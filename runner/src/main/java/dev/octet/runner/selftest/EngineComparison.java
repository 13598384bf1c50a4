package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.EngineSession;
import dev.octet.calibrator.model.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An engine's outputs beside those of ONNX Runtime, in plain runs and in runs of a captured graph. */
final class EngineComparison {

    /** The first run is plain, the second is captured, the third is a launch of the graph. */
    private static final int RUNS = 3;

    private EngineComparison() {}

    static Verdict of(SelfTestBench bench, Path plan, OnnxModel reference, double cosine, Map<String, Object> more) {
        List<Map<String, float[]>> expected = bench.demo().reference(reference);
        Map<String, Object> values = new LinkedHashMap<>(more);
        Agreement agreement;
        try (EngineSession session = bench.gpu().open(plan)) {
            List<Map<String, float[]>> all = new ArrayList<>();
            List<Map<String, float[]>> wanted = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                wanted.addAll(expected);
                bench.demo().inputs().stream()
                        .limit(SelfTestDefaults.COMPARED)
                        .map(input -> bench.demo().outputs(session, input))
                        .forEach(all::add);
            }
            agreement = Agreement.of(wanted, all);
            values.put("tensorrt", session.backend());
            values.put("layers", session.engine().layerCount());
            values.put("graph", session.graphState());
        }
        values.put("engine_bytes", size(plan));
        values.putAll(agreement.values());
        return Verdict.when(
                agreement.atLeast(cosine),
                "The outputs are not those of ONNX Runtime: cosine " + agreement.worstCosine() + ", must be at least "
                        + cosine + ".",
                values);
    }

    private static long size(Path plan) {
        try {
            return Files.size(plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
