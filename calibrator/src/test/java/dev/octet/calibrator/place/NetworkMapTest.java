package dev.octet.calibrator.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.TinyModels;
import org.junit.jupiter.api.Test;

class NetworkMapTest {

    @Test
    void layers_come_in_order_with_their_activations_and_channels() {
        assertThat(NetworkMap.of(TinyDetector.model().graph()))
                .extracting(MapRow::block, MapRow::operator, MapRow::channelsIn, MapRow::channelsOut)
                .containsExactly(
                        tuple("stem P0", "Conv 3x3 + SiLU", 3L, 8L),
                        tuple("stem P0", "Conv 3x3 + SiLU", 8L, 8L),
                        tuple("stem P0", "Add", 8L, 8L),
                        tuple("SPP P0", "MaxPool 3x3", 8L, 8L),
                        tuple("SPP P0", "Concat", 8L, 16L),
                        tuple("stem P0", "Conv 3x3 + LeakyRelu", 16L, 8L),
                        tuple("detect P0", "Conv 3x3", 8L, 6L),
                        tuple("decode", "Sigmoid", 6L, 6L));
    }

    @Test
    void levels_count_halvings_and_the_neck_begins_where_the_size_grows() {
        assertThat(NetworkMap.of(pyramid()))
                .extracting(MapRow::block, MapRow::operator)
                .containsExactly(
                        tuple("stem P1", "Conv 1x1/2"),
                        tuple("backbone P2", "Conv 1x1/2"),
                        tuple("backbone P3", "Conv 1x1/2"),
                        tuple("neck P2", "Resize"),
                        tuple("neck P2", "Conv 1x1 in 4 groups"),
                        tuple("detect P2", "Conv 1x1"));
    }

    @Test
    void shapes_that_are_computed_are_left_out() {
        TinyModels model = TinyModels.opset(13).input("images", 1, 3, 16, 16);
        conv(model, "images", "first", 3, 4, 1, 1);
        model.node("Shape", "first", "shape").node("Reshape", "first shape", "same");
        conv(model, "same", "last", 4, 4, 1, 1);
        assertThat(NetworkMap.of(model.output("last").build().graph()))
                .extracting(MapRow::operator)
                .containsExactly("Conv 1x1", "Reshape", "Conv 1x1");
    }

    private static Graph pyramid() {
        TinyModels model = TinyModels.opset(13).input("images", 1, 3, 16, 16);
        conv(model, "images", "p1", 3, 4, 2, 1);
        conv(model, "p1", "p2", 4, 4, 2, 1);
        conv(model, "p2", "p3", 4, 4, 2, 1);
        model.constant(Initializer.ofFloats("scales", new float[] {1, 1, 2, 2}, 4));
        model.node("Resize", "p3 - scales", "up", TinyModels.text("mode", "nearest"));
        conv(model, "up", "deep", 4, 4, 1, 4);
        conv(model, "deep", "last", 4, 4, 1, 1);
        return model.output("last").build().graph();
    }

    private static void conv(TinyModels model, String input, String output, int in, int out, int stride, int groups) {
        model.constant(Initializer.ofFloats(output + "_w", new float[out * in / groups], out, in / groups, 1, 1));
        model.node(
                "Conv",
                input + " " + output + "_w",
                output,
                TinyModels.ints("strides", stride, stride),
                TinyModels.integer("group", groups));
    }
}
