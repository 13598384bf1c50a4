package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;

/** What convolutions have in common that are brought into other forms. */
final class PlainConvolution {

    private static final List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);

    private PlainConvolution() {}

    /** Whether a node is a Conv of one group without dilation, whose padding is told. */
    static boolean is(Node node) {
        return node.opType().equals("Conv")
                && node.attributes().integer("group", 1) == 1
                && node.attributes().integers("dilations").stream().allMatch(d -> d == 1)
                && node.attributes().text("auto_pad").orElse("NOTSET").equals("NOTSET");
    }

    /** Padding above, on the left, below and on the right. */
    static List<Long> pads(Node convolution) {
        List<Long> pads = convolution.attributes().integers("pads");
        return pads.isEmpty() ? NO_PADS : pads;
    }

    /** The DequantizeLinear that makes a tensor which nothing else reads. */
    static Optional<Node> privatePair(Graph graph, String tensor) {
        return graph.producer(tensor)
                .filter(node -> node.opType().equals("DequantizeLinear")
                        && graph.onlyReader(tensor).isPresent());
    }
}
