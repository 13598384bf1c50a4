package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.QdqRewriter;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What training says the quantized network gives is what ONNX Runtime gives for the file that is written. */
class WrittenModelTest implements NeedsLibTorch {

    /** The outputs are sigmoids of logits whose steps are some hundredths. */
    private static final double OUTPUT_STEP = 1.0 / 255;

    @ParameterizedTest
    @CsvSource({
        "tensorrt, linear:8",
        "onnxruntime, linear:8",
        "tensorrt, linear:4",
        "onnxruntime, codebook:4",
        "tensorrt, apot:5"
    })
    void before_and_after_changes_of_weights_and_scales(String target, String levels) {
        DeploymentTarget named = DeploymentTarget.named(target).orElseThrow().withWeights(WeightScheme.named(levels));
        TrainingStart start = TinyTraining.start(named);
        try (Student student = Student.of(start, List.of("scores"), true, TorchDevice.cpu())) {
            assertThat(meanDifference(student, QdqRewriter.rewrite(start.student(), start.request())))
                    .isLessThan(OUTPUT_STEP / 4);
            change(student);
            TrainingStart trained = student.trained(7);
            OnnxModel written = QdqRewriter.rewrite(trained.student(), trained.request());
            assertThat(meanDifference(student, written)).isLessThan(OUTPUT_STEP / 4);
            assertThat(written.metadata("octet.finetune.steps")).hasValue("7");
        }
    }

    private static void change(Student student) {
        Random random = new Random(4);
        for (Trainable trainable : student.trainables()) {
            float[] values = trainable.values().floats();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (random.nextGaussian() * spread(trainable.kind()));
            }
            trainable.values().setInPlace(values);
        }
    }

    private static double spread(Trainable.Kind kind) {
        return switch (kind) {
            case WEIGHTS, BIASES -> 3;
            case WEIGHT_SCALES -> 1;
            case ACTIVATION_SCALES -> 0.1;
        };
    }

    private static double meanDifference(Student student, OnnxModel written) {
        double sum = 0;
        int count = 0;
        try (InferenceSession session = ModelSession.open(written, SessionOptions.defaults())) {
            for (Map<String, FloatTensor> sample : TinyTraining.samples(4, 9)) {
                float[] seen = seen(student, sample);
                FloatBuffer values = sample.get(TinyDetector.INPUT).values();
                float[] input = new float[values.limit()];
                values.get(0, input);
                try (HostTensor given = HostTensor.copyOf(input, 1, 3, 16, 16)) {
                    HostTensor output =
                            session.run(Map.of(TinyDetector.INPUT, given)).get("scores");
                    for (int i = 0; i < seen.length; i++) {
                        sum += Math.abs(seen[i] - output.floats().get(i));
                    }
                    count += seen.length;
                    output.close();
                }
            }
        }
        return sum / count;
    }

    private static float[] seen(Student student, Map<String, FloatTensor> sample) {
        try (TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Map<String, Tensor> inputs = new HashMap<>();
            sample.forEach((name, tensor) -> inputs.put(name, Distillation.tensor(tensor, step)));
            return Gradients.off(() -> student.run(inputs, step)).get("scores").floats();
        }
    }
}
