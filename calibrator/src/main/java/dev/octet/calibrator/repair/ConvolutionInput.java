package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a two-dimensional convolution multiplies its weights with: for each group and each place of its output the
 * {@code [I / group, kH, kW]} inputs there, row-major as the weights of one output channel are.
 *
 * @param groups of input and output channels
 * @param channels of the input in one group
 * @param kernel height and width
 * @param strides down and across
 * @param dilations down and across
 * @param top rows of zeros above
 * @param left columns of zeros at the left
 * @param bottom rows of zeros below
 * @param right columns of zeros at the right
 */
record ConvolutionInput(
        int groups,
        int channels,
        List<Integer> kernel,
        List<Integer> strides,
        List<Integer> dilations,
        int top,
        int left,
        int bottom,
        int right) {

    private static final int RANK = 4;

    ConvolutionInput {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
    }

    /** Of a layer with these weights; none when it is no two-dimensional convolution with padding that is written down. */
    static Optional<ConvolutionInput> of(Node layer, TensorShape weights) {
        String padding = layer.attributes().text("auto_pad").orElse("NOTSET");
        if (!layer.opType().equals("Conv")
                || weights.rank() != RANK
                || !(padding.equals("NOTSET") || padding.equals("VALID"))) {
            return Optional.empty();
        }
        List<Integer> pads = integers(layer, "pads", List.of(0, 0, 0, 0));
        return Optional.of(new ConvolutionInput(
                (int) layer.attributes().integer("group", 1),
                Math.toIntExact(weights.dimension(1)),
                List.of(Math.toIntExact(weights.dimension(2)), Math.toIntExact(weights.dimension(3))),
                integers(layer, "strides", List.of(1, 1)),
                integers(layer, "dilations", List.of(1, 1)),
                pads.get(0),
                pads.get(1),
                pads.get(2),
                pads.get(3)));
    }

    private static List<Integer> integers(Node layer, String name, List<Integer> otherwise) {
        List<Long> values = layer.attributes().integers(name);
        return values.isEmpty()
                ? otherwise
                : values.stream().map(Math::toIntExact).toList();
    }

    /** Numbers of one place: weights of an output channel. */
    int size() {
        return channels * kernel.get(0) * kernel.get(1);
    }

    /** Places of the output for an input of this height and width. */
    int places(int height, int width) {
        return outputs(height, 0) * outputs(width, 1);
    }

    private int outputs(int length, int axis) {
        int padded = length + (axis == 0 ? top + bottom : left + right);
        return (padded - dilations.get(axis) * (kernel.get(axis) - 1) - 1) / strides.get(axis) + 1;
    }

    /**
     * The numbers at one place.
     *
     * @param input one image, {@code [I, height, width]}, from index {@code start} on
     * @param place row-major among the places
     * @param into gets {@link #size} numbers
     */
    void read(FloatBuffer input, int start, int height, int width, int group, int place, float[] into) {
        int across = outputs(width, 1);
        int firstRow = place / across * strides.get(0) - top;
        int firstColumn = place % across * strides.get(1) - left;
        int at = 0;
        for (int c = 0; c < channels; c++) {
            int plane = start + (group * channels + c) * height * width;
            for (int y = 0; y < kernel.get(0); y++) {
                int row = firstRow + y * dilations.get(0);
                for (int x = 0; x < kernel.get(1); x++) {
                    int column = firstColumn + x * dilations.get(1);
                    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                    into[at++] = inside ? input.get(plane + row * width + column) : 0;
                }
            }
        }
    }
}
