package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.Optional;

/**
 * Every second row and column of an image.
 *
 * @param source the image {@code [N, C, H, W]}, H and W even
 * @param row first row, 0 or 1
 * @param column first column, 0 or 1
 */
record FocusPart(String source, int row, int column) {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /** The part that a tensor is, when two Slices of step 2 made it. */
    static Optional<FocusPart> of(Graph graph, String tensor) {
        Optional<Cut> last = Cut.of(graph, tensor);
        Optional<Cut> first = last.flatMap(cut -> Cut.of(graph, cut.source()));
        if (first.isEmpty()
                || first.get().axis() == last.get().axis()
                || !even(graph, first.get().source())) {
            return Optional.empty();
        }
        boolean rowsFirst = first.get().axis() == ROWS;
        return Optional.of(new FocusPart(
                first.get().source(),
                rowsFirst ? first.get().start() : last.get().start(),
                rowsFirst ? last.get().start() : first.get().start()));
    }

    private static boolean even(Graph graph, String image) {
        return graph.shape(image)
                .filter(shape -> shape.rank() == 4
                        && shape.dimension(ROWS) > 0
                        && shape.dimension(COLUMNS) > 0
                        && shape.dimension(ROWS) % 2 == 0
                        && shape.dimension(COLUMNS) % 2 == 0)
                .isPresent();
    }

    /** One Slice of step 2 from 0 or 1 to the end of the rows or the columns. */
    private record Cut(String source, int axis, int start) {

        static Optional<Cut> of(Graph graph, String tensor) {
            Optional<Node> slice = graph.producer(tensor)
                    .filter(node ->
                            node.opType().equals("Slice") && node.inputs().size() == 5);
            if (slice.isEmpty()) {
                return Optional.empty();
            }
            long start = single(graph, slice.get(), 1);
            long end = single(graph, slice.get(), 2);
            long axis = single(graph, slice.get(), 3);
            long step = single(graph, slice.get(), 4);
            String source = slice.get().inputs().get(0);
            boolean wanted = (axis == ROWS || axis == COLUMNS) && step == 2 && (start == 0 || start == 1);
            boolean toTheEnd = wanted
                    && graph.shape(source)
                            .filter(shape -> shape.rank() == 4 && end >= shape.dimension((int) axis))
                            .isPresent();
            return toTheEnd ? Optional.of(new Cut(source, (int) axis, (int) start)) : Optional.empty();
        }

        private static long single(Graph graph, Node slice, int input) {
            return graph.initializer(slice.inputs().get(input))
                    .map(Initializer::longs)
                    .filter(values -> values.length == 1)
                    .map(values -> values[0])
                    .orElse(Long.MIN_VALUE);
        }
    }
}
