package dev.octet.runner;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Networks written down in tests, layer by layer; each method gives the name of the tensor that it makes. */
public final class NetworkBuilder {

    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    private final boolean zeros;
    private ByteString zeroBytes = ByteString.EMPTY;

    private NetworkBuilder(boolean zeros) {
        this.zeros = zeros;
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
    }

    /** Weights are random, the same in each run. */
    public static NetworkBuilder random() {
        return new NetworkBuilder(false);
    }

    /** All weights are zero and share their memory: for structures. */
    public static NetworkBuilder structure() {
        return new NetworkBuilder(true);
    }

    /** An input; -1 for an open size. */
    public String input(String name, TensorType type, long... shape) {
        graph.addInput(value(name, type, shape));
        return name;
    }

    /** Images as planes of floats. */
    public String images(long height, long width) {
        return input("images", TensorType.FLOAT, 1, 3, height, width);
    }

    /** An output; -1 for an open size. */
    public NetworkBuilder output(String name, TensorType type, long... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    /** A float32 output. */
    public NetworkBuilder output(String name, long... shape) {
        return output(name, TensorType.FLOAT, shape);
    }

    /** A convolution that keeps or halves the size, with bias. */
    public String conv(String input, int in, int out, int kernel, int stride) {
        String name = "conv" + graph.getNodeCount();
        floats(name + "_w", out * in * kernel * kernel, out, in, kernel, kernel);
        floats(name + "_b", out, out);
        int pad = kernel / 2;
        return node(
                "Conv",
                List.of(input, name + "_w", name + "_b"),
                name,
                ints("kernel_shape", kernel, kernel),
                ints("strides", stride, stride),
                ints("pads", pad, pad, pad, pad));
    }

    /** The same with SiLU behind it. */
    public String silu(String input, int in, int out, int kernel, int stride) {
        String conv = conv(input, in, out, kernel, stride);
        String gate = node("Sigmoid", List.of(conv), conv + "_gate");
        return node("Mul", List.of(conv, gate), conv + "_silu");
    }

    /** The same with LeakyReLU behind it. */
    public String leaky(String input, int in, int out, int kernel, int stride) {
        String conv = conv(input, in, out, kernel, stride);
        return node("LeakyRelu", List.of(conv), conv + "_leaky", number("alpha", 0.1f));
    }

    /** A pool. */
    public String pool(String input, int kernel, int stride) {
        int pad = stride == 1 ? kernel / 2 : 0;
        return node(
                "MaxPool",
                List.of(input),
                "pool" + graph.getNodeCount(),
                ints("kernel_shape", kernel, kernel),
                ints("strides", stride, stride),
                ints("pads", pad, pad, pad, pad));
    }

    /** Nearest neighbours, twice the size. */
    public String twice(String input) {
        String scales = constant("twice" + graph.getNodeCount() + "_scales", new float[] {1, 1, 2, 2}, 4);
        return node(
                "Resize",
                List.of(input, "", scales),
                "twice" + graph.getNodeCount(),
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"));
    }

    /** Channels side by side. */
    public String concat(String... inputs) {
        return concat(1, inputs);
    }

    /** Tensors side by side along an axis. */
    public String concat(int axis, String... inputs) {
        return node("Concat", List.of(inputs), "concat" + graph.getNodeCount(), integer("axis", axis));
    }

    /** The tensor in another shape; -1 for what follows from the rest. */
    public String reshape(String input, long... shape) {
        return node("Reshape", List.of(input, longs("shape" + graph.getNodeCount(), shape)), fresh("reshape"));
    }

    /** The tensor with its axes in another order. */
    public String transpose(String input, String output, long... order) {
        return node("Transpose", List.of(input), output, ints("perm", order));
    }

    /** Numbers {@code [from, to)} of an axis. */
    public String slice(String input, long axis, long from, long to) {
        String name = fresh("slice");
        return node(
                "Slice",
                List.of(input, longs(name + "_from", from), longs(name + "_to", to), longs(name + "_axis", axis)),
                name);
    }

    /** Any operator of one output. */
    public String node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        nodes(operator, "", inputs, List.of(output), attributes);
        return output;
    }

    /** Any operator. */
    public NetworkBuilder nodes(
            String operator, String domain, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName("the_" + outputs.get(0))
                .setOpType(operator)
                .setDomain(domain)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
        return this;
    }

    /** A name that no tensor has. */
    public String fresh(String name) {
        return name + graph.getNodeCount();
    }

    /** Constant whole numbers. */
    public String longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorType.INT64.code())
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return name;
    }

    /** A pair of Q/DQ of signed bytes behind a tensor, with one scale. */
    public String pair(String tensor, float scale) {
        return pair(tensor, scale, TensorType.INT8, 0);
    }

    /** A pair of Q/DQ of bytes behind a tensor. */
    public String pair(String tensor, float scale, TensorType type, int zeroPoint) {
        String step = constant(fresh(tensor + "_scale"), new float[] {scale});
        String zero = fresh(tensor + "_zero");
        graph.addInitializer(
                TensorProto.newBuilder().setName(zero).setDataType(type.code()).addInt32Data(zeroPoint));
        String integers = node("QuantizeLinear", List.of(tensor, step, zero), fresh(tensor + "_q"));
        return node("DequantizeLinear", List.of(integers, step, zero), fresh(tensor + "_dq"));
    }

    /** Constant numbers; no sizes for a scalar. */
    public String constant(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorType.FLOAT.code());
        Arrays.stream(shape).forEach(tensor::addDims);
        for (float one : values) {
            tensor.addFloatData(one);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private void floats(String name, int count, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorType.FLOAT.code());
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor.setRawData(zeros ? shared(4 * count) : seeded(count)));
    }

    private ByteString shared(int bytes) {
        if (zeroBytes.size() < bytes) {
            zeroBytes = UnsafeByteOperations.unsafeWrap(new byte[bytes]);
        }
        return zeroBytes.substring(0, bytes);
    }

    private ByteString seeded(int count) {
        SplittableRandom random = new SplittableRandom(graph.getNodeCount());
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((float) (random.nextDouble() - 0.5));
        }
        return ByteString.copyFrom(bytes.rewind());
    }

    private static ValueInfoProto value(String name, TensorType type, long... shape) {
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

    /** An attribute of whole numbers. */
    public static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    /** An attribute of one whole number. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute of one number. */
    public static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The model. */
    public OnnxModel build() {
        return OnnxModel.parse(model.clone().setGraph(graph).build().toByteArray(), "network.onnx");
    }

    /** The model in a file. */
    public Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            model.clone().setGraph(graph).build().writeTo(out);
        }
        return file;
    }
}
