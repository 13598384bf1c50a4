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
        editor.removeUnusedInitializers();
        editor.cutTo(graph.outputs().stream().map(output -> output.name()).toList());
        return editor.build();
    }

    private static void pair(Graph graph, ModelEditor editor, NarrowConvolution found) {
        readPairs(graph, editor, found);
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
        setWindow(editor, found, found.weights(graph).shape());
    }

    private static void readPairs(Graph graph, ModelEditor editor, NarrowConvolution found) {
        TensorShape weights = found.weights(graph).shape();
        String result = found.convolution().outputs().get(0);
        PixelSteps pairs =
                new PixelSteps(editor, result + "_read", found.pixels().inputs().get(0));
        pairs.channelsLast();
        pairs.reshape(0, found.height(weights), found.width(weights) / PAIR, PAIR * weights.dimension(1));
        pairs.channelsFirst();
        List<String> read = new ArrayList<>(found.pixels().inputs());
        read.set(0, pairs.last());
        String values = result + "_read";
        editor.addLike(found.pixels(), values, read, List.of(values));
        editor.replaceInput(found.convolution(), 0, values);
    }

    private static void setWindow(ModelEditor editor, NarrowConvolution found, TensorShape weights) {
        Columns columns = columns(found, weights);
        List<Long> pads = found.convolution().attributes().integers("pads");
        long behind =
                (found.result().dimension(3) - found.width(weights)) / PAIR + columns.pairs() - 1 - columns.before();
        editor.setAttribute(found.convolution(), "kernel_shape", List.of(weights.dimension(2), (long) columns.pairs()));
        editor.setAttribute(
                found.convolution(),
                "pads",
                List.of(
                        pads.isEmpty() ? 0L : pads.get(0),
                        (long) columns.before(),
                        pads.isEmpty() ? 0L : pads.get(2),
                        behind));
    }

    private static Columns columns(NarrowConvolution found, TensorShape weights) {
        return new Columns(Math.toIntExact(weights.dimension(3)), found.before());
    }

    private static void replaceConstants(Graph graph, ModelEditor editor, NarrowConvolution found) {
        Initializer weights = found.weights(graph);
        TensorShape shape = weights.shape();
        Columns columns = columns(found, shape);
        TensorShape paired = TensorShape.of(
                PAIR * shape.dimension(0), PAIR * shape.dimension(1), shape.dimension(2), columns.pairs());
        Node dequantizer = found.constants().get(0);
        String name = weights.name() + "_paired";
        editor.addInitializer(Initializer.of(name, weights.type(), paired, paired(weights, columns)));
        editor.replaceInput(dequantizer, 0, name);
        for (int i = 1; i < dequantizer.inputs().size(); i++) {
            repeat(graph, editor, dequantizer, i);
        }
        for (Node bias : found.constants().subList(1, found.constants().size())) {
            for (int i = 0; i < bias.inputs().size(); i++) {
                repeat(graph, editor, bias, i);
            }
        }
    }

    /** One value for each output becomes two; one value for all stays. */
    private static void repeat(Graph graph, ModelEditor editor, Node dequantizer, int index) {
        Initializer constant =
                graph.initializer(dequantizer.inputs().get(index)).orElseThrow();
        long count = constant.shape().elementCount();
        if (constant.shape().rank() == 0 || count == 1) {
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

    private static byte[] paired(Initializer weights, Columns columns) {
        int outputs = Math.toIntExact(weights.shape().dimension(0));
        int inputs = Math.toIntExact(weights.shape().dimension(1));
        int rows = Math.toIntExact(weights.shape().dimension(2));
        byte[] from = weights.bytes();
        byte[] to = new byte[PAIR * outputs * PAIR * inputs * rows * columns.pairs()];
        int source = 0;
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < inputs; c++) {
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < columns.kernel(); x++) {
                        for (int s = 0; s < PAIR; s++) {
                            int plane = ((s * outputs + o) * PAIR + columns.parity(s, x)) * inputs + c;
                            to[(plane * rows + y) * columns.pairs() + columns.pair(s, x)] = from[source];
                        }
                        source++;
                    }
                }
            }
        }
        return to;
    }

    /**
     * Taps over columns, and over pairs of columns where the first of two outputs is aligned with a pair.
     *
     * @param kernel taps
     * @param padding before the first column
     */
    private record Columns(int kernel, int padding) {

        /** Padding in pairs before the first pair. */
        int before() {
            return (padding + 1) / PAIR;
        }

        /** Taps over pairs. */
        int pairs() {
            return pair(1, kernel - 1) + 1;
        }

        /** The tap over pairs that the s-th output's tap x reads. */
        int pair(int s, int x) {
            return column(s, x) / PAIR;
        }

        /** Which column of its pair the s-th output's tap x reads. */
        int parity(int s, int x) {
            return column(s, x) % PAIR;
        }

        /** Counted from the first padded pair. */
        private int column(int s, int x) {
            return s + x + padding % PAIR;
        }
    }
}
