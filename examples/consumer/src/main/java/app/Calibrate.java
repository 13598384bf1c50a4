package app;

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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Calibrates a model of one input with tensors of the application's own, and writes what came out. */
public final class Calibrate {

    private static final int SAMPLES = 4;

    private Calibrate() {}

    public static void main(String[] arguments) {
        OnnxModel model = OnnxModel.at(Path.of(arguments[0]));
        ValueSpec input = model.graph().inputs().get(0);
        SplittableRandom random = new SplittableRandom(1);
        List<Map<String, FloatTensor>> samples = IntStream.range(0, SAMPLES)
                .mapToObj(i -> Map.of(input.name(), noise(input, random)))
                .toList();
        Calibration calibration = Calibrator.of(model)
                .calibrate(CalibrationSource.of("own tensors", samples, SAMPLES), ProgressListener.none());
        QuantizedModel int8 =
                Quantizer.forTarget(DeploymentTarget.onnxRuntime()).quantize(model, calibration);
        int8.writeTo(Path.of(arguments[1]));
        System.out.println("calibrated with " + SAMPLES + " tensors, "
                + int8.placement().layers().size() + " layers placed");
    }

    private static FloatTensor noise(ValueSpec input, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(input.shape().elementCount())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FloatTensor.of(values, input.shape().toArray());
    }
}
