package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.CalibrationBatches;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The scenes as calibration batches of one. */
final class SceneBatches implements CalibrationBatches {

    private final String input;
    private final List<float[]> scenes;
    private int next;

    SceneBatches(DemoBench demo) {
        this.input = demo.inputName();
        this.scenes = demo.inputs();
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Map<String, Integer> inputBytes() {
        return Map.of(input, scenes.get(0).length * Float.BYTES);
    }

    @Override
    public boolean next(Map<String, ByteBuffer> into) {
        ByteBuffer buffer = into.get(input);
        if (next == scenes.size() || buffer == null) {
            return false;
        }
        buffer.asFloatBuffer().put(scenes.get(next));
        next++;
        return true;
    }
}
