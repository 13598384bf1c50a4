package dev.octet.benchmarks.roofline;

import com.google.protobuf.ByteString;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
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
import java.util.List;

/** Graphs of a few layers whose work can be counted by hand; each method gives the name of what it makes. */
final class TinyGraph {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

    String input(String name, long... shape) {
        graph.addInput(value(name, shape));
        return name;
    }

    /** A convolution that keeps the size, with bias. */
    String conv(String input, int in, int out, int kernel) {
        String name = "conv" + graph.getNodeCount();
        constant(name + "_w", TensorType.FLOAT, out, in, kernel, kernel);
        return conv(input, name + "_w", name, out, kernel);
    }

    /** The same of integers: its input quantized, its weights stored as int8. */
    String integerConv(String input, int in, int out, int kernel) {
        String name = "conv" + graph.getNodeCount();
        constant(name + "_s", TensorType.FLOAT);
        constant(name + "_z", TensorType.INT8);
        constant(name + "_w", TensorType.INT8, out, in, kernel, kernel);
        String quantized = node("QuantizeLinear", List.of(input, name + "_s", name + "_z"), name + "_q");
        String read = node("DequantizeLinear", List.of(quantized, name + "_s", name + "_z"), name + "_dq");
        String weights = node("DequantizeLinear", List.of(name + "_w", name + "_s", name + "_z"), name + "_wdq");
        return conv(read, weights, name, out, kernel);
    }

    private String conv(String input, String weights, String name, int out, int kernel) {
        constant(name + "_b", TensorType.FLOAT, out);
        int pad = kernel / 2;
        return node(
                "Conv",
                List.of(input, weights, name + "_b"),
                name,
                ints("kernel_shape", kernel, kernel),
                ints("pads", pad, pad, pad, pad));
    }

    String pool(String input) {
        return node(
                "MaxPool",
                List.of(input),
                "pool" + graph.getNodeCount(),
                ints("kernel_shape", 2, 2),
                ints("strides", 2, 2));
    }

    String node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName("the_" + output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    Graph output(String name, long... shape) {
        graph.addOutput(value(name, shape));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
        return OnnxModel.parse(model.toByteArray(), "tiny.onnx").graph();
    }

    private void constant(String name, TensorType type, long... shape) {
        long count = 1;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.code());
        for (long size : shape) {
            tensor.addDims(size);
            count *= size;
        }
        graph.addInitializer(tensor.setRawData(ByteString.copyFrom(new byte[(int) type.bytes(count)])));
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (long size : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            sizes.addDim(size < 0 ? dimension.setDimParam("open") : dimension.setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorType.FLOAT.code())
                                .setShape(sizes)))
                .build();
    }
}
