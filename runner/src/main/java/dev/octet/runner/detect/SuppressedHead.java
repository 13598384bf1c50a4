package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detections that an NMS inside the model has left: {@code [n, 7]}, each batch index, left, top, right, bottom edge in px
 * of the input, class, score.
 *
 * @param evaluationSettings those of the NMS
 * @param output name of the tensor
 * @param told how many classes there are
 * @param outputError for searches, in front of the NMS
 * @param remarks what to know about how it is read
 */
record SuppressedHead(
        DetectionSettings evaluationSettings,
        String output,
        EngineClasses told,
        OutputError outputError,
        List<String> remarks)
        implements DetectionHead {

    static final int COLUMNS = 7;

    SuppressedHead {
        remarks = List.copyOf(remarks);
    }

    /** The head of a model whose graph says how many classes there are. */
    static SuppressedHead ofGraph(
            DetectionSettings settings, String output, int classes, OutputError error, List<String> remarks) {
        return new SuppressedHead(settings, output, new EngineClasses(Optional.of(classes)), error, remarks);
    }

    /** The head of an engine, which does not say what its NMS does. */
    static SuppressedHead ofEngine(String output, EngineClasses told) {
        DetectionSettings asLeft =
                new DetectionSettings(0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, true, Labels.BEST_CLASS, false);
        return new SuppressedHead(
                asLeft,
                output,
                told,
                OutputError.relativeSquares(List.of(output)),
                List.of("The engine's own NMS is used, with thresholds that it does not show; --onnx gives them."));
    }

    @Override
    public int classes() {
        return told.count();
    }

    @Override
    public String name() {
        return HeadForm.END_TO_END.text();
    }

    @Override
    public String preprocess() {
        return HeadForm.END_TO_END.preprocess();
    }

    @Override
    public List<String> tensors() {
        return List.of(output);
    }

    @Override
    public boolean suppressed() {
        return true;
    }

    /** The rows whose first column says so. */
    @Override
    public FloatBuffer ofImage(FloatBuffer values, int image, int images) {
        FloatBuffer rows = FloatBuffer.allocate(values.limit());
        float[] row = new float[COLUMNS];
        for (int at = 0; at + COLUMNS <= values.limit(); at += COLUMNS) {
            values.get(at, row);
            if ((int) row[0] == image) {
                rows.put(row);
            }
        }
        return rows.flip();
    }

    @Override
    public void decode(Map<String, FloatBuffer> tensors, DetectionSettings settings, Candidates candidates) {
        FloatBuffer values = RowLayout.require(tensors, output);
        float[] row = new float[COLUMNS];
        for (int at = 0; at + COLUMNS <= values.limit(); at += COLUMNS) {
            values.get(at, row);
            if (row[6] > settings.confidence()) {
                candidates.add(row[1], row[2], row[3], row[4], row[6], told.require(row[5]));
            }
        }
    }
}
