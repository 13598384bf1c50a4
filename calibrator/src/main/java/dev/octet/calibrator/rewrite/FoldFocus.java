package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds the Focus layer of YOLOX and early YOLOv5 into the convolution behind it. Focus cuts the image into four half
 * size images, one for each parity of row and column, and joins them as channels; a 3x3 convolution of stride 1 over that
 * is a 6x6 convolution of stride 2 over the image: {@code W'[o, c, 2i + dy, 2j + dx] = W[o, 3b + c, i, j]} for the part
 * {@code b} that starts at row {@code dy} and column {@code dx}. Same products, eight strided copies and a Concat less.
 * The result is that of the original up to the order of summation.
 */
public final class FoldFocus {

    private static final int PARTS = 4;

    private FoldFocus() {}

    /** The model with its Focus folded; the model itself when it has none. */
    public static OnnxModel apply(OnnxModel model) {
        Graph graph = model.graph();
        for (Node conv : graph.nodes()) {
            Optional<List<FocusPart>> parts = parts(graph, conv);
            if (parts.isPresent()) {
                return fold(model, conv, parts.get());
            }
        }
        return model;
    }

    private static Optional<List<FocusPart>> parts(Graph graph, Node conv) {
        if (!PlainConvolution.is(conv) || !isThreeByThree(graph, conv)) {
            return Optional.empty();
        }
        Optional<Node> concat = graph.producer(conv.inputs().get(0))
                .filter(node -> node.opType().equals("Concat")
                        && node.attributes().integer("axis", 0) == 1
                        && node.inputs().size() == PARTS
                        && graph.onlyReader(node.outputs().get(0)).isPresent());
        if (concat.isEmpty()) {
            return Optional.empty();
        }
        List<FocusPart> parts = new ArrayList<>();
        for (String input : concat.get().inputs()) {
            FocusPart.of(graph, input).ifPresent(parts::add);
        }
        boolean whole = parts.size() == PARTS
                && parts.stream().map(FocusPart::source).distinct().count() == 1
                && parts.stream()
                                .map(part -> 2 * part.row() + part.column())
                                .distinct()
                                .count()
                        == PARTS;
        return whole ? Optional.of(parts) : Optional.empty();
    }

    private static boolean isThreeByThree(Graph graph, Node conv) {
        Optional<Initializer> weights = graph.initializer(conv.inputs().get(1));
        return weights.isPresent()
                && weights.get().shape().rank() == 4
                && weights.get().shape().dimension(1) % PARTS == 0
                && weights.get().shape().dimension(2) == 3
                && weights.get().shape().dimension(3) == 3
                && conv.attributes().integers("pads").equals(List.of(1L, 1L, 1L, 1L))
                && conv.attributes().integers("strides").stream().allMatch(s -> s == 1);
    }

    private static OnnxModel fold(OnnxModel model, Node conv, List<FocusPart> parts) {
        Initializer weights = model.graph().initializer(conv.inputs().get(1)).orElseThrow();
        int outputs = Math.toIntExact(weights.shape().dimension(0));
        int channels = Math.toIntExact(weights.shape().dimension(1)) / PARTS;
        float[] from = weights.floats();
        float[] to = new float[from.length];
        for (int o = 0; o < outputs; o++) {
            for (int b = 0; b < PARTS; b++) {
                for (int c = 0; c < channels; c++) {
                    int source = ((o * PARTS + b) * channels + c) * 9;
                    int target = (o * channels + c) * 36;
                    for (int k = 0; k < 9; k++) {
                        int row = 2 * (k / 3) + parts.get(b).row();
                        int column = 2 * (k % 3) + parts.get(b).column();
                        to[target + 6 * row + column] = from[source + k];
                    }
                }
            }
        }
        String name = weights.name() + "_focus";
        ModelEditor editor = model.edit();
        editor.addInitializer(Initializer.ofFloats(name, to, outputs, channels, 6, 6));
        editor.replaceInput(conv, 0, parts.get(0).source());
        editor.replaceInput(conv, 1, name);
        editor.setAttribute(conv, "kernel_shape", List.of(6L, 6L));
        editor.setAttribute(conv, "strides", List.of(2L, 2L));
        editor.setAttribute(conv, "pads", List.of(2L, 2L, 2L, 2L));
        editor.cutToOutputs();
        return editor.build();
    }
}
