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
public final class TinyModels {

    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(7);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

    private TinyModels(long opset) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    }

    /** An empty model of an operator set. */
    public static TinyModels opset(long opset) {
        return new TinyModels(opset);
    }

    /** A float32 input; -1 for an open size. */
    public TinyModels input(String name, long... shape) {
        graph.addInput(value(name, TensorType.FLOAT, shape));
        return this;
    }

    /** An input of another type; -1 for an open size. */
    public TinyModels input(String name, TensorType type, long... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    /** A float32 output of unknown shape. */
    public TinyModels output(String name) {
        return output(name, TensorType.FLOAT);
    }

    public TinyModels output(String name, TensorType type) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.code()))));
        return this;
    }

    public TinyModels constant(Initializer constant) {
        return constant(constant.proto());
    }

    public TinyModels constant(TensorProto constant) {
        graph.addInitializer(constant);
        return this;
    }

    public TinyModels longs(String name, long... values) {
        return constant(Initializer.ofLongs(name, values, values.length));
    }

    /** A node; inputs and outputs separated by blanks, "-" where one is left out. */
    public TinyModels node(String opType, String inputs, String outputs, AttributeProto... attributes) {
        String name = "the_" + opType.toLowerCase(java.util.Locale.ROOT);
        boolean taken =
                graph.getNodeList().stream().anyMatch(node -> node.getName().equals(name));
        graph.addNode(NodeProto.newBuilder()
                .setOpType(opType)
                .setName(taken ? name + "_" + graph.getNodeCount() : name)
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
    public TinyModels stated(String name, TensorType type, long... shape) {
        graph.addValueInfo(value(name, type, shape));
        return this;
    }

    ModelProto proto() {
        return model.clone().setGraph(graph).build();
    }

    public OnnxModel build() {
        return OnnxModel.parse(proto().toByteArray(), "tiny.onnx");
    }

    public static ValueInfoProto value(String name, TensorType type, long... shape) {
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

    public static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    public static AttributeProto graph(String name, GraphProto value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(value)
                .build();
    }

    public static AttributeProto tensor(String name, Initializer value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.TENSOR)
                .setT(value.proto())
                .build();
    }
}
