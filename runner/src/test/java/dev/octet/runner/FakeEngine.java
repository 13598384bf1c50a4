package dev.octet.runner;

import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.engine.ShapeRange;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine in memory, with names, shapes and a script and without a GPU: as {@link FixedDetector} it finds the same boxes in
 * every image of 32 px, with scores that are the image's mean brightness times what is said here.
 */
public final class FakeEngine implements Session {

    private static final int SIZE = 32;
    private static final int ROWS = 3 * (16 + 4 + 1);
    private static final int KEPT = 5;

    private final int classes;
    private final long most;
    private final boolean nmsInside;
    private final List<float[]> found = new ArrayList<>();
    private int runs;
    private boolean closed;

    private FakeEngine(int classes, long most, boolean nmsInside) {
        this.classes = classes;
        this.most = most;
        this.nmsInside = nmsInside;
    }

    /** Ends in a grid, for at most so many images at a time. */
    public static FakeEngine grid(int classes, long most) {
        return new FakeEngine(classes, most, false);
    }

    /** Ends in the four outputs of an EfficientNMS_TRT. */
    public static FakeEngine nms(int classes, long most) {
        return new FakeEngine(classes, most, true);
    }

    /** Also finds this, px of its input. */
    public FakeEngine finding(int classIndex, double score, double x0, double y0, double x1, double y1) {
        found.add(new float[] {classIndex, (float) score, (float) x0, (float) y0, (float) x1, (float) y1});
        return this;
    }

    /** What it says of itself. */
    public EngineSignature signature() {
        ShapeRange range = new ShapeRange(
                "images", List.of(1L, 3L, 32L, 32L), List.of(1L, 3L, 32L, 32L), List.of(most, 3L, 32L, 32L));
        return new EngineSignature("fake.engine", inputs(), outputs(), Map.of("images", range));
    }

    private long batch() {
        return most == 1 ? 1 : -1;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(spec("images", ElementType.FLOAT, batch(), 3, SIZE, SIZE));
    }

    @Override
    public List<TensorSpec> outputs() {
        return nmsInside
                ? List.of(
                        spec("num_dets", ElementType.INT32, batch(), 1),
                        spec("det_boxes", ElementType.FLOAT, batch(), KEPT, 4),
                        spec("det_scores", ElementType.FLOAT, batch(), KEPT),
                        spec("det_classes", ElementType.INT32, batch(), KEPT))
                : List.of(spec("grid", ElementType.FLOAT, batch(), ROWS, 5 + classes));
    }

    /** An input or output of an engine. */
    public static TensorSpec spec(String name, ElementType type, long... shape) {
        List<Long> sizes = new ArrayList<>();
        for (long size : shape) {
            sizes.add(size);
        }
        return new TensorSpec(name, type, sizes);
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        Map<String, HostTensor> outputs = new LinkedHashMap<>();
        int images = (int) require(inputs).shape()[0];
        for (TensorSpec output : outputs()) {
            long[] shape = output.sizes();
            shape[0] = images;
            outputs.put(output.name(), HostTensor.allocate(output.type(), shape));
        }
        run(inputs, outputs);
        return outputs;
    }

    @Override
    public void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        runs++;
        HostTensor images = require(inputs);
        for (int image = 0; image < images.shape()[0]; image++) {
            write(image, brightness(images.floats(), image), pinnedOutputs);
        }
    }

    private HostTensor require(Map<String, HostTensor> inputs) {
        HostTensor images = inputs.get("images");
        if (closed || images == null || images.shape()[0] > most) {
            throw new IllegalStateException("closed " + closed + ", given " + inputs + ", at most " + most);
        }
        return images;
    }

    private static float brightness(FloatBuffer values, int image) {
        double sum = 0;
        int size = 3 * SIZE * SIZE;
        for (int i = 0; i < size; i++) {
            sum += values.get(image * size + i);
        }
        return (float) (sum / size);
    }

    private void write(int image, float brightness, Map<String, HostTensor> outputs) {
        if (nmsInside) {
            integers(outputs, "num_dets").putInt(4 * image, found.size());
        }
        for (int i = 0; i < found.size(); i++) {
            float[] one = found.get(i);
            float score = brightness * one[1];
            if (nmsInside) {
                int at = image * KEPT + i;
                floats(outputs, "det_boxes").put(4 * at, one, 2, 4);
                floats(outputs, "det_scores").put(at, score);
                integers(outputs, "det_classes").putInt(4 * at, (int) one[0]);
            } else {
                float[] row = new float[5 + classes];
                row[0] = (one[2] + one[4]) / 2;
                row[1] = (one[3] + one[5]) / 2;
                row[2] = one[4] - one[2];
                row[3] = one[5] - one[3];
                row[4] = score;
                row[5 + (int) one[0]] = 1;
                floats(outputs, "grid").put((image * ROWS + i) * row.length, row);
            }
        }
    }

    private static FloatBuffer floats(Map<String, HostTensor> outputs, String name) {
        return outputs.get(name).floats();
    }

    private static ByteBuffer integers(Map<String, HostTensor> outputs, String name) {
        return outputs.get(name).bytes();
    }

    @Override
    public String backend() {
        return "TensorRT 10.15.1";
    }

    @Override
    public void close() {
        closed = true;
    }

    /** How often it ran. */
    public int runs() {
        return runs;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }
}
