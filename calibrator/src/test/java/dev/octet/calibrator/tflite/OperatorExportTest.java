package dev.octet.calibrator.tflite;

import static dev.octet.calibrator.model.TinyModels.integer;
import static dev.octet.calibrator.model.TinyModels.ints;
import static dev.octet.calibrator.model.TinyModels.number;
import static dev.octet.calibrator.model.TinyModels.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator alone between two convolutions, in floats and in integers, against ONNX Runtime. */
class OperatorExportTest {

    private static final long SEED = 7;

    private static Stream<Arguments> operators() {
        List<Arguments> cases = new ArrayList<>();
        for (String unary : new String[] {"Sigmoid", "Relu", "HardSwish", "Tanh", "Exp", "Identity"}) {
            cases.add(of(unary, m -> m.node(unary, "a", "b"), 8));
        }
        cases.add(of("LeakyRelu", m -> m.node("LeakyRelu", "a", "b", number("alpha", 0.1f)), 8));
        cases.add(of(
                "Clip",
                m -> m.constant(Initializer.ofFloats("low", new float[] {0}))
                        .constant(Initializer.ofFloats("high", new float[] {6}))
                        .node("Clip", "a low high", "b"),
                8));
        cases.add(of("SiLU", m -> m.node("Sigmoid", "a", "g").node("Mul", "a g", "b"), 8));
        for (String binary : new String[] {"Add", "Sub", "Mul"}) {
            cases.add(of(binary, m -> m.node("Relu", "a", "r").node(binary, "a r", "b"), 8));
            cases.add(of(
                    binary + " of a constant of each channel",
                    m -> m.constant(Initializer.ofFloats("k", ramp(8), 1, 8, 1, 1))
                            .node(binary, "a k", "b"),
                    8));
        }
        cases.add(of(
                "Div by a constant",
                m -> m.constant(Initializer.ofFloats("k", new float[] {3})).node("Div", "a k", "b"),
                8));
        cases.add(of(
                "Pow of 2",
                m -> m.constant(Initializer.ofFloats("k", new float[] {2})).node("Pow", "a k", "b"),
                8));
        cases.add(of("Concat", m -> m.node("Relu", "a", "r").node("Concat", "r a", "b", integer("axis", 1)), 16));
        cases.add(of(
                "Concat of probabilities",
                m -> m.node("Sigmoid", "a", "r").node("Concat", "r a", "b", integer("axis", 1)),
                16));
        cases.add(pool("MaxPool 2", "MaxPool", 2, 2, 0, 0));
        cases.add(pool("MaxPool 5 with padding as SAME", "MaxPool", 5, 1, 2, 2));
        cases.add(pool("MaxPool 3 by 2 with padding of its own", "MaxPool", 3, 2, 1, 1));
        cases.add(pool("AveragePool 3", "AveragePool", 3, 1, 0, 0));
        cases.add(of("GlobalAveragePool", m -> m.node("GlobalAveragePool", "a", "b"), 8));
        cases.add(resize("floor", "asymmetric"));
        cases.add(resize("round_prefer_floor", "half_pixel"));
        cases.add(
                of("Pad", m -> m.constant(longs("pads", 0, 0, 1, 2, 0, 0, 3, 0)).node("Pad", "a pads", "b"), 8));
        cases.add(of(
                "Slice",
                m -> m.constant(longs("from", 1, 0))
                        .constant(longs("to", 7, -1))
                        .constant(longs("axes", 2, 1))
                        .constant(longs("steps", 2, 1))
                        .node("Slice", "a from to axes steps", "b"),
                7));
        cases.add(of(
                "Split", m -> m.constant(longs("sizes", 3, 5)).node("Split", "a sizes", "b c", integer("axis", 1)), 3));
        cases.add(of(
                "Reshape and Transpose of channels",
                m -> m.constant(longs("shape", 1, 2, 4, 10, 12))
                        .constant(longs("back", 1, 8, 10, 12))
                        .node("Reshape", "a shape", "s")
                        .node("Transpose", "s", "t", ints("perm", 0, 2, 1, 3, 4))
                        .node("Reshape", "t back", "b"),
                8));
        cases.add(of("Softmax of channels", m -> m.node("Softmax", "a", "b", integer("axis", 1)), 8));
        cases.add(of("Softmax of columns", m -> m.node("Softmax", "a", "b", integer("axis", 3)), 8));
        cases.add(of("Conv in groups", m -> conv(m, "g", "a", "b", 2, 8, 4, 1, 1, 1), 8));
        cases.add(of("Conv of each channel", m -> conv(m, "g", "a", "b", 1, 16, 8, 1, 1, 1), 16));
        cases.add(of("Conv by 2 with padding of its own", m -> conv(m, "g", "a", "b", 8, 8, 1, 2, 1, 1), 8));
        cases.add(of("Conv with dilation", m -> conv(m, "g", "a", "b", 8, 8, 1, 1, 2, 2), 8));
        return cases.stream();
    }

    private static Arguments pool(String name, String operator, int kernel, int stride, int begin, int end) {
        return of(
                name,
                m -> m.node(
                        operator,
                        "a",
                        "b",
                        ints("kernel_shape", kernel, kernel),
                        ints("strides", stride, stride),
                        ints("pads", begin, begin, end, end)),
                8);
    }

    private static Arguments resize(String nearest, String coordinates) {
        return of(
                "Resize with " + nearest + " and " + coordinates,
                m -> m.constant(Initializer.ofFloats("scales", new float[] {1, 1, 2, 2}, 4))
                        .node(
                                "Resize",
                                "a - scales",
                                "b",
                                text("mode", "nearest"),
                                text("nearest_mode", nearest),
                                text("coordinate_transformation_mode", coordinates)),
                8);
    }

    private interface Part {
        TinyModels add(TinyModels model);
    }

    /** Input, Conv, the part from "a" to "b", Conv, output. */
    private static Arguments of(String name, Part part, int channels) {
        TinyModels model = TinyModels.opset(14).input("x", 1, 3, 10, 12);
        conv(model, "first", "x", "a", 3, 8, 1, 1, 1, 1);
        part.add(model);
        conv(model, "last", "b", "y", channels, 4, 1, 1, 1, 1);
        return Arguments.of(name, model.output("y").build());
    }

    private static TinyModels conv(
            TinyModels model,
            String name,
            String from,
            String to,
            int inputs,
            int outputs,
            int groups,
            int stride,
            int dilation,
            int padding) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] weights = new float[outputs * inputs * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextDouble() - 0.5) / inputs;
        }
        return model.constant(Initializer.ofFloats(name + "_w", weights, outputs, inputs, 3, 3))
                .constant(Initializer.ofFloats(name + "_b", ramp(outputs), outputs))
                .node(
                        "Conv",
                        from + " " + name + "_w " + name + "_b",
                        to,
                        ints("kernel_shape", 3, 3),
                        integer("group", groups),
                        ints("strides", stride, stride),
                        ints("dilations", dilation, dilation),
                        ints("pads", padding, padding, padding, padding));
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.3f * (i + 1) * (i % 2 == 0 ? 1 : -1);
        }
        return values;
    }

    private static Initializer longs(String name, long... values) {
        return Initializer.ofLongs(name, values, values.length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void an_operator_gives_what_onnx_runtime_gives(String name, OnnxModel model) {
        float[] input = LiteRuns.random(model, SEED);
        float[] expected = LiteRuns.onnx(model, input).get("y");
        TfliteExport export = TfliteExport.of(LiteRuns.PLAIN, Map.of());
        byte[] floats = export.inFloats(model, TflitePrecision.FLOAT32).bytes();
        assertThat(sqnr(expected, LiteRuns.lite(floats, input, false).get("y"))).isGreaterThan(100);
        assertThat(sqnr(expected, LiteRuns.lite(floats, input, true).get("y"))).isGreaterThan(100);
        byte[] half = export.inFloats(model, TflitePrecision.FLOAT16).bytes();
        assertThat(sqnr(expected, LiteRuns.lite(half, input, true).get("y"))).isGreaterThan(50);
        DeploymentTarget target = DeploymentTarget.tflite();
        Calibration calibration = calibration(model, input);
        QuantizationPlan plan =
                Quantizer.forTarget(target).withRange(Estimators.minMax()).plan(model, calibration);
        byte[] head = export.inIntegers(plan, calibration, TflitePrecision.INT8_FLOAT_HEAD, false)
                .bytes();
        assertThat(sqnr(expected, LiteRuns.lite(head, input, true).get("y"))).isGreaterThan(28);
        byte[] all = export.inIntegers(plan, calibration, TflitePrecision.INT8, false)
                .bytes();
        assertThat(sqnr(expected, LiteRuns.lite(all, input, false).get("y"))).isGreaterThan(28);
    }

    private static Calibration calibration(OnnxModel model, float[] input) {
        FloatTensor sample =
                FloatTensor.of(input, model.graph().inputs().get(0).shape().toArray());
        return Calibrator.of(model)
                .alsoFor(DeploymentTarget.tflite())
                .withEveryTensor()
                .withThreads(1)
                .calibrate(CalibrationSource.of("sample", List.of(Map.of("x", sample)), 1), ProgressListener.none());
    }

    /** Signal to noise in dB. */
    static double sqnr(float[] expected, float[] seen) {
        assertThat(seen).hasSameSizeAs(expected);
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < expected.length; i++) {
            signal += (double) expected[i] * expected[i];
            noise += ((double) expected[i] - seen[i]) * ((double) expected[i] - seen[i]);
        }
        return noise == 0 ? 999 : 10 * Math.log10(signal / noise);
    }
}
