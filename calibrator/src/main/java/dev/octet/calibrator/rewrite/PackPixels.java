package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * Gives a quantized convolution of stride 2 over an image a form that ONNX Runtime's integer kernels take. They read
 * pixels through pointers when the channels are a multiple of four and copy them into a matrix otherwise; for a picture of
 * three channels that costs more than the products. Here two by two pixels become one of 16 channels, and a kernel of
 * k x k taps one of about k/2 x k/2: {@code W'[o, (r, s, c), i, j] = W[o, c, y, x]} where row y is the r-th of pair i and
 * column x the s-th of pair j. The products and sums are the same integers.
 */
final class PackPixels {

    private static final long AWKWARD_CHANNELS = 3;
    private static final int PAIR = PackedAxis.PAIR;

    private PackPixels() {}

    /** The model with such convolutions packed; the model itself when it has none. */
    static OnnxModel apply(OnnxModel model) {
        Graph graph = model.graph();
        List<ImageConvolution> found = graph.nodes().stream()
                .map(node -> ImageConvolution.of(graph, node))
                .flatMap(Optional::stream)
                .toList();
        if (found.isEmpty()) {
            return model;
        }
        ModelEditor editor = model.edit();
        found.forEach(convolution -> pack(editor, convolution));
        editor.removeUnusedInitializers();
        return editor.build();
    }

    private static void pack(ModelEditor editor, ImageConvolution found) {
        TensorShape image = found.image();
        long channels = image.dimension(1);
        PixelSteps steps = new PixelSteps(
                editor, found.pixels().outputs().get(0), found.pixels().inputs().get(0));
        if (channels == AWKWARD_CHANNELS && found.pixels().inputs().size() > 2) {
            steps.padChannels(1, found.pixels().inputs().get(2));
            channels++;
        }
        long height = image.dimension(2) / PAIR;
        long width = image.dimension(3) / PAIR;
        steps.channelsLast();
        steps.reshape(-1, PAIR, width, PAIR * channels);
        steps.transpose(0L, 2L, 1L, 3L);
        steps.reshape(-1, height, width, PAIR * PAIR * channels);
        steps.channelsFirst();
        editor.replaceInput(found.pixels(), 0, steps.last());
        replaceKernel(editor, found, channels);
    }

    private static void replaceKernel(ModelEditor editor, ImageConvolution found, long channels) {
        PackedAxis rows = found.rows();
        PackedAxis columns = found.columns();
        TensorShape shape = TensorShape.of(
                found.weights().shape().dimension(0),
                PAIR * PAIR * channels,
                rows.packedKernel(),
                columns.packedKernel());
        String name = found.weights().name() + "_packed";
        editor.addInitializer(
                Initializer.of(name, found.weights().type(), shape, packed(found, shape, Math.toIntExact(channels))));
        editor.replaceInput(found.weightPair(), 0, name);
        Node convolution = found.convolution();
        editor.setAttribute(
                convolution, "kernel_shape", List.of((long) rows.packedKernel(), (long) columns.packedKernel()));
        editor.setAttribute(convolution, "strides", List.of(1L, 1L));
        editor.setAttribute(
                convolution,
                "pads",
                List.of((long) rows.packedBegin(), (long) columns.packedBegin(), (long) rows.packedEnd(), (long)
                        columns.packedEnd()));
    }

    private static byte[] packed(ImageConvolution found, TensorShape shape, int channels) {
        PackedAxis rows = found.rows();
        PackedAxis columns = found.columns();
        byte[] from = found.weights().bytes();
        byte[] to = new byte[Math.toIntExact(shape.elementCount())];
        int outputs = Math.toIntExact(found.weights().shape().dimension(0));
        int inputs = Math.toIntExact(found.weights().shape().dimension(1));
        int source = 0;
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < inputs; c++) {
                for (int y = 0; y < rows.kernel(); y++) {
                    for (int x = 0; x < columns.kernel(); x++) {
                        int part = rows.parity(y) * PAIR + columns.parity(x);
                        int plane = (o * PAIR * PAIR + part) * channels + c;
                        int target =
                                (plane * rows.packedKernel() + rows.pair(y)) * columns.packedKernel() + columns.pair(x);
                        to[target] = from[source++];
                    }
                }
            }
        }
        return to;
    }
}
