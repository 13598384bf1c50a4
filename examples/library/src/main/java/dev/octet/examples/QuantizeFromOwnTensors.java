package dev.octet.examples;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Quantizes a model with calibration data that the application has in memory: spectrograms, video frames, simulated
 * sensors. Here they are seeded noise; put your own tensors in their place.
 */
public final class QuantizeFromOwnTensors {

    private QuantizeFromOwnTensors() {}

    /** Takes a float model and the file to write. */
    public static void main(String[] arguments) {
        QuantizedModel int8 = quantize(OnnxModel.at(Path.of(arguments[0])), 16);
        int8.writeTo(Path.of(arguments[1]));
    }

    static QuantizedModel quantize(OnnxModel model, int count) {
        ValueSpec input = model.graph().inputs().get(0);
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            samples.add(Map.of(input.name(), sample(input, random)));
        }
        CalibrationSource source = CalibrationSource.of("seeded noise", samples, count);
        Calibration calibration = Calibrator.of(model).calibrate(source, ProgressListener.none());
        return Quantizer.forTarget(DeploymentTarget.onnxRuntime()).quantize(model, calibration);
    }

    private static FloatTensor sample(ValueSpec input, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(input.shape().elementCount())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FloatTensor.of(values, input.shape().toArray());
    }
}
