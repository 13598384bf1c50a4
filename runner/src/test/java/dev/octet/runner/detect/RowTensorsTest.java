package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of each layout with gradients are those without. */
class RowTensorsTest {

    private static final InputSize INPUT = new InputSize(32, 32);
    private static final int GRID = 21;

    /** A layout and the shapes of its tensors. */
    private record Case(RowLayout layout, Map<String, long[]> shapes) {
        @Override
        public String toString() {
            return layout.toString();
        }
    }

    static List<Case> cases() {
        Map<String, long[]> grid = Map.of("output", new long[] {1, GRID, 7});
        RawLayout raw = new RawLayout(
                List.of(
                        new RawLevel("small", 16, 2, 2, List.of(1.0, 1.0, 4.0, 8.0)),
                        new RawLevel("large", 32, 1, 1, List.of(5.0, 3.0))),
                2);
        RawLayout single = new RawLayout(List.of(new RawLevel("output", 32, 1, 1, List.of(8.0, 8.0))), 1);
        Map<String, long[]> two = Map.of("boxes", new long[] {1, GRID, 4}, "scores", new long[] {1, GRID, 3});
        return List.of(
                new Case(GridLayout.yolo("output", 2), grid),
                new Case(GridLayout.yolo("output", 1), Map.of("output", new long[] {1, GRID, 6})),
                new Case(new GridLayout("output", 2, false, new CellBoxes(INPUT)), grid),
                new Case(new ColumnLayout("output", 3, false), Map.of("output", new long[] {1, 7, GRID})),
                new Case(new ColumnLayout("output", 3, true), grid),
                new Case(raw, Map.of("small", new long[] {1, 2, 2, 2, 7}, "large", new long[] {1, 1, 1, 1, 7})),
                new Case(single, Map.of("output", new long[] {1, 1, 1, 1, 6})),
                new Case(new BoxesAndScores("boxes", "scores", 3, true, false, -1), two),
                new Case(new BoxesAndScores("boxes", "scores", 3, false, true, 1), two));
    }

    @BeforeAll
    static void libtorch_is_here() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "libtorch is on Maven Central for x86-64 only");
        LibTorch.useThreads(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rows_are_the_same_as_without_gradients(Case one) {
        Map<String, FloatBuffer> values = random(one.shapes());
        BoxRows expected = one.layout().rows(values);
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            RowTensors rows = one.layout().rows(tensors(values, one.shapes(), scope), scope);
            float[] boxes = rows.boxes().floats();
            float[] scores = rows.scores().floats();
            int classes = one.layout().classes();
            assertThat(rows.boxes().shape()).containsExactly(expected.count(), 4);
            assertThat(rows.scores().shape()).containsExactly(expected.count(), classes);
            float[] ofRow = new float[classes];
            double[] edges = new double[4];
            for (int row = 0; row < expected.count(); row++) {
                expected.scores(row, ofRow);
                expected.edges(row, edges);
                for (int c = 0; c < classes; c++) {
                    assertThat(scores[row * classes + c]).isCloseTo(ofRow[c], within(1e-6f));
                }
                float width = boxes[4 * row + 2];
                float height = boxes[4 * row + 3];
                assertThat(boxes[4 * row] - width / 2).isCloseTo((float) edges[0], within(1e-4f));
                assertThat(boxes[4 * row + 1] - height / 2).isCloseTo((float) edges[1], within(1e-4f));
                assertThat(boxes[4 * row] + width / 2).isCloseTo((float) edges[2], within(1e-4f));
                assertThat(boxes[4 * row + 1] + height / 2).isCloseTo((float) edges[3], within(1e-4f));
            }
        }
    }

    /** One likely row: score 0.8 against 0.5, box 10 x 20 moved by 1 to the right. The other row has no object. */
    @Test
    void the_loss_is_what_the_formula_says() {
        RowsLoss loss = new RowsLoss(GridLayout.yolo("output", 1));
        float[] teacher = {50, 50, 10, 20, 0.8f, 1, 9, 9, 9, 9, 0, 1};
        float[] student = {51, 50, 10, 20, 0.5f, 1, 3, 3, 3, 3, 0, 1};
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor seen = scope.floats(student, 1, 2, 6).requireGradient();
            Tensor value =
                    loss.between(Map.of("output", scope.floats(teacher, 1, 2, 6)), Map.of("output", seen), scope);
            double scores = 0.09 / (0.64 + 1);
            double boxes = 0.8 * (Math.sqrt(0.01 + 1e-4) - 0.01) / 4 / (0.8 + 1);
            assertThat(value.item()).isCloseTo(scores + boxes, within(1e-6));
            value.backward();
            float[] gradient = scope.gradient(seen).floats();
            assertThat(gradient[0]).isPositive();
            assertThat(gradient[4]).isNegative();
            assertThat(gradient[6]).isZero();
        }
    }

    @Test
    void equal_networks_lose_nothing() {
        RowsLoss loss = new RowsLoss(GridLayout.yolo("output", 2));
        Map<String, long[]> shapes = Map.of("output", new long[] {1, GRID, 7});
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Map<String, Tensor> tensors = tensors(random(shapes), shapes, scope);
            assertThat(loss.between(tensors, tensors, scope).item()).isZero();
        }
    }

    private static Map<String, FloatBuffer> random(Map<String, long[]> shapes) {
        Random random = new Random(3);
        Map<String, FloatBuffer> values = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            int count = 1;
            for (long size : shape) {
                count *= (int) size;
            }
            FloatBuffer buffer = FloatBuffer.allocate(count);
            for (int i = 0; i < count; i++) {
                buffer.put(i, random.nextFloat());
            }
            values.put(name, buffer);
        });
        return values;
    }

    private static Map<String, Tensor> tensors(
            Map<String, FloatBuffer> values, Map<String, long[]> shapes, TensorScope scope) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        values.forEach((name, buffer) -> tensors.put(name, scope.floats(buffer.array(), shapes.get(name))));
        return tensors;
    }
}
