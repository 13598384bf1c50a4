package dev.octet.calibrator.model;

import com.google.protobuf.ByteString;
import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.AttributeProto.AttributeType;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.OperatorSetIdProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.model.onnx.TensorShapeProto;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.util.Arrays;
import java.util.List;

/** Models of a few nodes, written down in tests. */
final class TinyModels {

    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(7);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

    private TinyModels(long opset) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    }

    /** An empty model of an operator set. */
    static TinyModels opset(long opset) {
        return new TinyModels(opset);
    }

    /** A float32 input; -1 for an open size. */
    TinyModels input(String name, long... shape) {
        graph.addInput(value(name, TensorType.FLOAT, shape));
        return this;
    }

    /** A float32 output of unknown shape. */
    TinyModels output(String name) {
        return output(name, TensorType.FLOAT);
    }

    TinyModels output(String name, TensorType type) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.code()))));
        return this;
    }

    TinyModels constant(Initializer constant) {
        return constant(constant.proto());
    }

    TinyModels constant(TensorProto constant) {
        graph.addInitializer(constant);
        return this;
    }

    TinyModels longs(String name, long... values) {
        return constant(Initializer.ofLongs(name, values, values.length));
    }

    /** A node; inputs and outputs separated by blanks, "-" where one is left out. */
    TinyModels node(String opType, String inputs, String outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(opType)
                .setName("the_" + opType.toLowerCase(java.util.Locale.ROOT))
                .addAllInput(names(inputs))
                .addAllOutput(names(outputs))
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    private static List<String> names(String names) {
        return Arrays.stream(names.isEmpty() ? new String[0] : names.split(" "))
                .map(name -> name.equals("-") ? "" : name)
                .toList();
    }

    /** What the file says of a tensor. */
    TinyModels stated(String name, TensorType type, long... shape) {
        graph.addValueInfo(value(name, type, shape));
        return this;
    }

    ModelProto proto() {
        return model.clone().setGraph(graph).build();
    }

    OnnxModel build() {
        return OnnxModel.parse(proto().toByteArray(), "tiny.onnx");
    }

    static ValueInfoProto value(String name, TensorType type, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (long size : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            sizes.addDim(size < 0 ? dimension.setDimParam("open") : dimension.setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.code())
                                .setShape(sizes)))
                .build();
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto graph(String name, GraphProto value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(value)
                .build();
    }

    static AttributeProto tensor(String name, Initializer value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.TENSOR)
                .setT(value.proto())
                .build();
    }
}
