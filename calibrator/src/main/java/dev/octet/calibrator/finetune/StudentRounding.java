package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.FakeQuantization;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The roundings of one run of a student; each tensor is rounded once, however many read it. */
final class StudentRounding implements EdgeRule {

    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    /** As the writer of packed models: smaller layers that stay in float keep their weights. */
    private static final long WORTHWHILE = 1000;

    private final Student student;
    private final TensorScope step;
    private final boolean packed;
    private final float[] logarithms;
    private final Map<String, Tensor> made = new HashMap<>();
    private final Map<String, Tensor> current = new HashMap<>();
    private final Map<String, float[]> scales = new HashMap<>();

    StudentRounding(Student student, TensorScope step) {
        this.student = student;
        this.step = step;
        this.packed = student.request().target().levels().bits() < Byte.SIZE;
        this.logarithms = student.activations().logarithms().floats();
    }

    @Override
    public boolean applies(Node reader, int index) {
        return student.activations().tensorAt(reader, index).isPresent()
                || student.constants().isRead(reader, index)
                || isRounded(reader, index);
    }

    private boolean isRounded(Node reader, int index) {
        boolean layer = student.layer(reader).isPresent();
        return switch (index) {
            case WEIGHTS -> layer || isStoredSmall(reader);
            case BIAS -> layer && (packed || student.request().target().int32Bias());
            default -> false;
        };
    }

    /** A convolution in float whose weights a packed file holds as int8. */
    private boolean isStoredSmall(Node reader) {
        return packed
                && reader.opType().equals("Conv")
                && Body.isWeighted(reader)
                && student.graph()
                        .initializer(reader.inputOrEmpty(WEIGHTS))
                        .filter(weights -> weights.shape().elementCount() >= WORTHWHILE
                                && student.graph().consumers(weights.name()).size() == 1)
                        .isPresent();
    }

    @Override
    public Tensor at(Node reader, int index, Tensor value) {
        Optional<String> placed = student.activations().tensorAt(reader, index);
        if (placed.isPresent()) {
            return made.computeIfAbsent(placed.get(), tensor -> activation(tensor, value));
        }
        String key = reader.inputs().get(index);
        if (!student.constants().knows(key)) {
            return constant(reader, index, key, value);
        }
        Tensor trained = current.computeIfAbsent(key, k -> student.constants().current(k, step));
        return isRounded(reader, index) ? constant(reader, index, key, trained) : trained;
    }

    private Tensor constant(Node reader, int index, String key, Tensor value) {
        Optional<LayerScales> layer = student.layer(reader);
        if (index == BIAS) {
            return packed
                    ? made.computeIfAbsent(key, k -> FakeQuantization.in(step).toHalves(value))
                    : FakeQuantization.in(step).toSteps(value, biasSteps(reader, layer.orElseThrow()));
        }
        return made.computeIfAbsent(
                key,
                k -> layer.map(known -> known.rounded(value, scales(known), step))
                        .orElseGet(() -> storedSmall(value)));
    }

    private Tensor activation(String tensor, Tensor value) {
        QuantizationParameters parameters = student.activations().parameters(tensor, logarithms);
        return FakeQuantization.in(step)
                .perTensor(
                        value,
                        parameters.scale(),
                        parameters.zeroPoint(),
                        parameters.format().min(),
                        parameters.format().max(),
                        student.activations().learned(tensor, value.elementCount(), step));
    }

    private Tensor storedSmall(Tensor weights) {
        float[] own = ChannelQuantization.of(weights.floats(), TensorShape.of(weights.shape()), 0)
                .scales();
        IntegerFormat format = IntegerFormat.INT8_NARROW;
        return FakeQuantization.in(step).perChannel(weights, own, 0, format.min(), format.max());
    }

    private float[] scales(LayerScales layer) {
        return scales.computeIfAbsent(layer.layer().key(), key -> layer.scales());
    }

    /** {@code s_x * s_w[c]}, the unit of the layer's accumulator. */
    private float[] biasSteps(Node reader, LayerScales layer) {
        String read = reader.inputs().get(0);
        float input = student.activations().parameters(read, logarithms).scale();
        float[] steps = scales(layer).clone();
        for (int c = 0; c < steps.length; c++) {
            steps[c] *= input;
        }
        return steps;
    }

    @Override
    public void done(String tensor) {
        Tensor rounded = made.remove(tensor);
        if (rounded != null) {
            rounded.close();
        }
    }
}
