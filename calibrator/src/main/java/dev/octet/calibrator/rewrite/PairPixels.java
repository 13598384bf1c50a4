package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a quantized convolution of few outputs twice as many over half the columns. ONNX Runtime's integer kernels read pixels
 * through pointers from 16 outputs on and copy them into a matrix below, which costs more than the products. Two neighbours
 * in a row become one pixel of twice the channels: {@code W'[(s, o), (t, c), y, j] = W[o, c, y, x]} where column {@code s + x}
 * of the padded pair is the t-th of pair j. Over {@code [N, H, W, C]}, the kernels' own order, no byte moves; the products and
 * sums are the same integers, and as many zeros.
 */
final class PairPixels {

    private static final int PAIR = PackedAxis.PAIR;

    private PairPixels() {}

    /** The model with such convolutions over pairs; the model itself when it has none. */
    static OnnxModel apply(OnnxModel model) {
        Graph graph = model.graph();
        List<NarrowConvolution> found = graph.nodes().stream()
                .map(node -> NarrowConvolution.of(graph, node))
                .flatMap(Optional::stream)
                .toList();
        if (found.isEmpty()) {
            return model;
        }
        ModelEditor editor = model.edit();
        found.forEach(convolution -> pair(graph, editor, convolution));
        editor.cutToOutputs();
        return editor.build();
    }

    private static void pair(Graph graph, ModelEditor editor, NarrowConvolution found) {
        readPairs(editor, found);
        String result = found.convolution().outputs().get(0);
        editor.replaceOutput(found.convolution(), 0, result + "_pairs");
        PixelSteps single = new PixelSteps(editor, result + "_single", result + "_pairs");
        single.channelsLast();
        single.reshape(
                0,
                found.result().dimension(2),
                found.result().dimension(3),
                found.result().dimension(1));
        // The name and the order that others know; the quantizer behind moves in front of these steps when a session
        // opens.
        single.channelsFirstInto(result);
        replaceConstants(graph, editor, found);
        setWindow(editor, found);
    }

    private static void readPairs(ModelEditor editor, NarrowConvolution found) {
        String values = found.convolution().outputs().get(0) + "_read";
        PixelSteps pairs =
                new PixelSteps(editor, values, found.pixels().inputs().get(0));
        pairs.channelsLast();
        pairs.reshape(
                0,
                found.height(),
                found.width() / PAIR,
                PAIR * found.weights().shape().dimension(1));
        pairs.channelsFirst();
        List<String> read = new ArrayList<>(found.pixels().inputs());
        read.set(0, pairs.last());
        editor.addLike(found.pixels(), values, read, List.of(values));
        editor.replaceInput(found.convolution(), 0, values);
    }

    private static void setWindow(ModelEditor editor, NarrowConvolution found) {
        PackedAxis columns = found.columns();
        List<Long> pads = found.pads();
        editor.setAttribute(
                found.convolution(),
                "kernel_shape",
                List.of(found.weights().shape().dimension(2), (long) columns.packedKernel()));
        editor.setAttribute(
                found.convolution(), "pads", List.of(pads.get(0), (long) columns.packedBegin(), pads.get(2), (long)
                        columns.packedEnd()));
    }

    private static void replaceConstants(Graph graph, ModelEditor editor, NarrowConvolution found) {
        Initializer weights = found.weights();
        TensorShape shape = weights.shape();
        TensorShape paired = TensorShape.of(
                PAIR * shape.dimension(0),
                PAIR * shape.dimension(1),
                shape.dimension(2),
                found.columns().packedKernel());
        String name = weights.name() + "_paired";
        editor.addInitializer(Initializer.of(name, weights.type(), paired, paired(weights, found.columns())));
        editor.replaceInput(found.constants().get(0), 0, name);
        for (Node dequantizer : found.constants()) {
            for (int i = 0; i < dequantizer.inputs().size(); i++) {
                repeat(graph, editor, dequantizer, i);
            }
        }
    }

    /** A row of one value for each output becomes two; one value for all stays, as do the weights. */
    private static void repeat(Graph graph, ModelEditor editor, Node dequantizer, int index) {
        Initializer constant =
                graph.initializer(dequantizer.inputs().get(index)).orElseThrow();
        long count = constant.shape().elementCount();
        if (constant.shape().rank() != 1 || count == 1) {
            return;
        }
        byte[] once = constant.bytes();
        byte[] twice = new byte[PAIR * once.length];
        for (int s = 0; s < PAIR; s++) {
            System.arraycopy(once, 0, twice, s * once.length, once.length);
        }
        String name = dequantizer.outputs().get(0) + "_twice" + index;
        editor.addInitializer(Initializer.of(name, constant.type(), TensorShape.of(PAIR * count), twice));
        editor.replaceInput(dequantizer, index, name);
    }

    private static byte[] paired(Initializer weights, PackedAxis columns) {
        int outputs = Math.toIntExact(weights.shape().dimension(0));
        int inputs = Math.toIntExact(weights.shape().dimension(1));
        int rows = Math.toIntExact(weights.shape().dimension(2));
        int taps = Math.toIntExact(weights.shape().dimension(3));
        byte[] from = weights.bytes();
        byte[] to = new byte[PAIR * outputs * PAIR * inputs * rows * columns.packedKernel()];
        int source = 0;
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < inputs; c++) {
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < taps; x++) {
                        for (int s = 0; s < PAIR; s++) {
                            int plane = ((s * outputs + o) * PAIR + columns.parity(s + x)) * inputs + c;
                            to[(plane * rows + y) * columns.packedKernel() + columns.pair(s + x)] = from[source];
                        }
                        source++;
                    }
                }
            }
        }
        return to;
    }
}
