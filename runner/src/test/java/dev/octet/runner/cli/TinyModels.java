package dev.octet.runner.cli;

import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.OperatorSetIdProto;
import dev.octet.calibrator.model.onnx.StringStringEntryProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.model.onnx.TensorShapeProto;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models of one operator, written by the test that needs them. */
final class TinyModels {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private TinyModels() {}

    /** {@code output = Relu(images)}, both of this shape. */
    static Path relu(Path file, long... shape) throws IOException {
        return write(file, "Relu", GraphProto.newBuilder(), shape);
    }

    /** {@code output = operator(images)}, both of this shape. */
    static Path operator(Path file, String operator, long... shape) throws IOException {
        return write(file, operator, GraphProto.newBuilder(), shape);
    }

    /** {@code output = Reshape(images, {5, 7})} of images of open batch, which no batch of three by eight by eight fits. */
    static Path impossibleReshape(Path file) throws IOException {
        TensorProto.Builder sizes = TensorProto.newBuilder()
                .setName("sizes")
                .setDataType(INT64)
                .addDims(2)
                .addInt64Data(5)
                .addInt64Data(7);
        return write(file, "Reshape", GraphProto.newBuilder().addInitializer(sizes), -1, 3, 8, 8);
    }

    /** {@code output = Add(images, bias)}, where bias lies in another file. */
    static Path addOfExternalData(Path file, String location, long... shape) throws IOException {
        TensorProto.Builder bias = TensorProto.newBuilder()
                .setName("bias")
                .setDataType(FLOAT)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
        for (long size : shape) {
            bias.addDims(size);
        }
        return write(file, "Add", GraphProto.newBuilder().addInitializer(bias), shape);
    }

    private static Path write(Path file, String operator, GraphProto.Builder graph, long... shape) throws IOException {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName("only")
                .setOpType(operator)
                .addInput("images")
                .addOutput("output");
        graph.getInitializerList().forEach(initializer -> node.addInput(initializer.getName()));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph.setName("tiny")
                        .addNode(node)
                        .addInput(value("images", shape))
                        .addOutput(operator.equals("Reshape") ? value("output", 5, 7) : value("output", shape)))
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(
                    size < 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("open")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(dimensions)))
                .build();
    }
}
