package dev.octet.examples.spark;

import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.OperatorSetIdProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.model.onnx.TensorShapeProto;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Two convolutions with a LeakyReLU between them over a small picture; seeded weights. */
final class TinyNetwork {

    private static final int FLOAT = 1;
    private static final int SIZE = 16;

    private TinyNetwork() {}

    static Path write(Path file) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("images", 3))
                .addOutput(value("scores", 6))
                .addInitializer(weights("first_w", 8, 3))
                .addInitializer(weights("second_w", 6, 8))
                .addNode(convolution("first", "images"))
                .addNode(NodeProto.newBuilder()
                        .setName("leaky")
                        .setOpType("LeakyRelu")
                        .addInput("first")
                        .addOutput("active"))
                .addNode(convolution("second", "active"))
                .addNode(NodeProto.newBuilder()
                        .setName("sigmoid")
                        .setOpType("Sigmoid")
                        .addInput("second")
                        .addOutput("scores"));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static NodeProto convolution(String name, String input) {
        AttributeProto.Builder pads =
                AttributeProto.newBuilder().setName("pads").setType(AttributeProto.AttributeType.INTS);
        for (int side = 0; side < 4; side++) {
            pads.addInts(1);
        }
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType("Conv")
                .addInput(input)
                .addInput(name + "_w")
                .addOutput(name)
                .addAttribute(pads)
                .build();
    }

    private static TensorProto weights(String name, int out, int in) {
        SplittableRandom random = new SplittableRandom(out);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(out)
                .addDims(in)
                .addDims(3)
                .addDims(3);
        for (int i = 0; i < out * in * 9; i++) {
            tensor.addFloatData((float) (random.nextDouble() - 0.5));
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int channels) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : new long[] {1, channels, SIZE, SIZE}) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
                .build();
    }
}
