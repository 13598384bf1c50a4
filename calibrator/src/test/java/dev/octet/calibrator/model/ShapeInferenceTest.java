package dev.octet.calibrator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeInferenceTest {

    @ParameterizedTest
    @Tag("shared")
    @ValueSource(
            strings = {
                "yolox_nano.onnx",
                "yolov7-tiny-640.onnx",
                "yolov7-tiny-w25/raw.onnx",
                "yolov7-tiny-w25/grid.onnx",
                "yolov7-tiny-w50-coco128/raw.onnx"
            })
    void shapes_equal_those_of_a_run(String file) {
        OnnxModel stored = Runs.shared(file);
        OnnxModel model = withoutStatedShapes(stored);
        ModelEditor editor = model.edit();
        editor.removeOutputs();
        for (Node node : model.graph().nodes()) {
            node.outputs().forEach(output -> editor.addOutput(output, TensorType.FLOAT));
        }
        Map<String, List<Long>> expected = Runs.floatShapes(typedByRuntime(editor.build()));
        Map<String, List<Long>> inferred = new TreeMap<>();
        expected.keySet()
                .forEach(name -> inferred.put(
                        name,
                        model.graph().shape(name).map(TensorShape::dimensions).orElse(List.of())));

        assertThat(expected).isNotEmpty();
        assertThat(inferred).isEqualTo(expected);
    }

    /** The model as a file that says nothing of the tensors inside, and has 1 for open sizes of its inputs. */
    private static OnnxModel withoutStatedShapes(OnnxModel model) {
        var proto = model.proto().toBuilder();
        proto.getGraphBuilder().clearValueInfo();
        proto.getGraphBuilder()
                .getOutputBuilderList()
                .forEach(
                        output -> output.getTypeBuilder().getTensorTypeBuilder().clearShape());
        proto.getGraphBuilder()
                .getInputBuilderList()
                .forEach(input -> input.getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilderList()
                        .forEach(size -> size.setDimValue(Math.max(1, size.getDimValue()))));
        return OnnxModel.parse(proto.build().toByteArray(), model.name());
    }

    /** ONNX Runtime finds the element types of the outputs itself. */
    private static byte[] typedByRuntime(OnnxModel exposed) {
        var proto = exposed.proto().toBuilder();
        proto.getGraphBuilder().getOutputBuilderList().forEach(output -> output.clearType());
        return proto.build().toByteArray();
    }
}
