package dev.octet.calibrator.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An image of bytes, pixel by pixel, that the graph itself turns into planes from 0 to 1. */
class ImageValuesTest {

    private final Graph graph = model();

    @Test
    void what_constants_make_of_the_image_is_still_the_image() {
        assertThat(ImageValues.holds(graph, "images")).isTrue();
        assertThat(ImageValues.holds(graph, "scaled")).isTrue();
    }

    @Test
    void what_layers_make_of_it_is_not() {
        assertThat(ImageValues.holds(graph, "body")).isFalse();
        assertThat(ImageValues.holds(graph, "summed")).isFalse();
    }

    @Test
    void its_range_is_bounded_like_that_of_an_input() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            assertThat(PlacementPlanner.plan(graph, target, List.of()).tensors())
                    .filteredOn(tensor -> tensor.tensor().equals("scaled"))
                    .extracting(QuantizedTensor::range)
                    .containsExactly(new RangeSource.Observed("scaled", List.of("scaled"), true));
        }
    }

    private static Graph model() {
        TinyModels model = TinyModels.opset(13).input("images", TensorType.UINT8, 1, 4, 4, 3);
        model.node("Transpose", "images", "planes", TinyModels.ints("perm", 0, 3, 1, 2));
        model.node("Cast", "planes", "floats", TinyModels.integer("to", TensorType.FLOAT.code()));
        model.constant(Initializer.ofFloats("levels", new float[] {255}));
        model.node("Div", "floats levels", "scaled");
        model.constant(Initializer.ofFloats("w", new float[9], 3, 3, 1, 1));
        model.node("Conv", "scaled w", "body");
        model.node("Add", "body scaled", "summed");
        model.node("Conv", "summed w", "last");
        return model.output("last").build().graph();
    }
}
