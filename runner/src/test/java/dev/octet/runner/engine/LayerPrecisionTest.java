package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerPrecisionTest {

    @ParameterizedTest
    @CsvSource({
        "conv1,conv1,true",
        "conv1,conv12,false",
        "conv*,conv12,true",
        "/model.2/*,/model.2/cv1/Conv,true",
        "/model.2/*,/modelx2/cv1/Conv,false",
        "conv?,conv1,true",
        "conv?,conv,false",
        "a[b],a[b],true"
    })
    void names_are_compared_with_their_pattern(String pattern, String layer, boolean same) {
        assertThat(LayerPrecision.parse(pattern + "=fp16").isAbout(layer)).isEqualTo(same);
    }

    @Test
    void the_last_sign_ends_the_name() {
        assertThat(LayerPrecision.parse("a=b=int8")).isEqualTo(new LayerPrecision("a=b", EnginePrecision.INT8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv1", "conv1=best", "conv1=half", "=fp16"})
    void what_names_no_precision_is_refused(String text) {
        assertThatThrownBy(() -> LayerPrecision.parse(text))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo(
                                        "Write NAME=fp32, NAME=fp16 or NAME=int8; * and ? in NAME stand for any text and any"
                                                + " character."))
                .hasMessage("'--layer-precision " + text + "' does not say which layer is to compute in what.");
    }

    @Test
    void layers_that_compute_sizes_have_no_precision() {
        NetworkBuilder network = NetworkBuilder.random();
        String conv = network.conv(network.images(8, 8), 3, 8, 3, 1);
        String shape = network.node("Shape", List.of(conv), "sizes");
        OnnxModel model = network.output(network.node("Reshape", List.of(conv, shape), "out"), -1, -1, -1, -1)
                .build();
        FloatLayers layers = new FloatLayers(model.graph());
        assertThat(layers.has("the_" + conv)).isTrue();
        assertThat(layers.has("the_sizes")).isFalse();
        assertThatCode(() -> layers.require(LayerPrecision.parse("the_*=fp32"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> layers.require(LayerPrecision.parse("the_sizes=fp32")))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("'--layer-precision the_sizes=fp32' is about no layer that computes with floats.");
    }
}
