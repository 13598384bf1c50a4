package dev.octet.calibrator.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** Writes the flatbuffer: schema version 3 with the identifier {@code TFL3}, constants aligned to 16 bytes. */
final class LiteFile {

    private static final int VERSION = 3;
    private static final int ALIGNMENT = 16;

    /** Codes up to this one are written to the old field, too, for readers that know no other. */
    private static final int PLACEHOLDER = BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 20);
    private final LiteGraph graph;
    private final List<Integer> buffers = new ArrayList<>();

    private LiteFile(LiteGraph graph) {
        this.graph = graph;
    }

    /**
     * The bytes.
     *
     * @param graph what to write
     * @param description one line that says what wrote it
     * @param metadata by name
     */
    static byte[] of(LiteGraph graph, String description, Map<String, byte[]> metadata) {
        return new LiteFile(graph).write(description, metadata);
    }

    private byte[] write(String description, Map<String, byte[]> metadata) {
        buffer(null);
        int tensors = tensors();
        Map<List<Integer>, Integer> codes = new LinkedHashMap<>();
        graph.operators().forEach(one -> codes.putIfAbsent(List.of(one.code(), one.version()), codes.size()));
        int operators = operators(codes);
        int inputs = SubGraph.createInputsVector(builder, graph.inputs());
        int outputs = SubGraph.createOutputsVector(builder, graph.outputs());
        int name = builder.createString("main");
        int main = SubGraph.createSubGraph(builder, tensors, inputs, outputs, operators, name);
        int graphs = Model.createSubgraphsVector(builder, new int[] {main});
        int codeTable = codes(codes);
        int facts = metadata(metadata);
        int said = builder.createString(description);
        int bufferTable = Model.createBuffersVector(builder, ints(buffers));
        Model.startModel(builder);
        Model.addVersion(builder, VERSION);
        Model.addOperatorCodes(builder, codeTable);
        Model.addSubgraphs(builder, graphs);
        Model.addDescription(builder, said);
        Model.addBuffers(builder, bufferTable);
        Model.addMetadata(builder, facts);
        Model.finishModelBuffer(builder, Model.endModel(builder));
        return builder.sizedByteArray();
    }

    /** The number of a buffer with these bytes. */
    private int buffer(byte @Nullable [] data) {
        if (data == null) {
            Buffer.startBuffer(builder);
        } else {
            ByteBuffer space = builder.createUnintializedVector(1, data.length, ALIGNMENT);
            space.put(data);
            int vector = builder.endVector();
            Buffer.startBuffer(builder);
            Buffer.addData(builder, vector);
        }
        buffers.add(Buffer.endBuffer(builder));
        return buffers.size() - 1;
    }

    private int tensors() {
        List<Integer> made = new ArrayList<>();
        for (LiteTensor tensor : graph.tensors()) {
            int buffer = tensor.data() == null ? 0 : buffer(tensor.data());
            int name = builder.createString(tensor.name());
            int shape = Tensor.createShapeVector(builder, tensor.shape());
            int quantization = quantization(tensor);
            Tensor.startTensor(builder);
            Tensor.addShape(builder, shape);
            Tensor.addType(builder, tensor.type());
            Tensor.addBuffer(builder, buffer);
            Tensor.addName(builder, name);
            if (quantization != 0) {
                Tensor.addQuantization(builder, quantization);
            }
            Tensor.addHasRank(builder, true);
            made.add(Tensor.endTensor(builder));
        }
        return SubGraph.createTensorsVector(builder, ints(made));
    }

    private int quantization(LiteTensor tensor) {
        if (tensor.scales().length == 0) {
            return 0;
        }
        int scales = QuantizationParameters.createScaleVector(builder, tensor.scales());
        int zeroPoints = QuantizationParameters.createZeroPointVector(builder, tensor.zeroPoints());
        QuantizationParameters.startQuantizationParameters(builder);
        QuantizationParameters.addScale(builder, scales);
        QuantizationParameters.addZeroPoint(builder, zeroPoints);
        QuantizationParameters.addQuantizedDimension(builder, tensor.channelAxis());
        return QuantizationParameters.endQuantizationParameters(builder);
    }

    private int operators(Map<List<Integer>, Integer> codes) {
        List<Integer> made = new ArrayList<>();
        for (LiteOperator one : graph.operators()) {
            int inputs = Operator.createInputsVector(builder, ints(one.inputs()));
            int outputs = Operator.createOutputsVector(builder, ints(one.outputs()));
            int options = one.options().getType() == BuiltinOptions.NONE
                    ? 0
                    : BuiltinOptionsUnion.pack(builder, one.options());
            Operator.startOperator(builder);
            Operator.addOpcodeIndex(builder, codes.getOrDefault(List.of(one.code(), one.version()), 0));
            Operator.addInputs(builder, inputs);
            Operator.addOutputs(builder, outputs);
            if (options != 0) {
                Operator.addBuiltinOptionsType(builder, one.options().getType());
                Operator.addBuiltinOptions(builder, options);
            }
            made.add(Operator.endOperator(builder));
        }
        return SubGraph.createOperatorsVector(builder, ints(made));
    }

    private int codes(Map<List<Integer>, Integer> codes) {
        List<Integer> made = new ArrayList<>();
        for (List<Integer> code : codes.keySet()) {
            OperatorCode.startOperatorCode(builder);
            OperatorCode.addDeprecatedBuiltinCode(builder, (byte) Math.min(code.get(0), PLACEHOLDER));
            OperatorCode.addVersion(builder, code.get(1));
            OperatorCode.addBuiltinCode(builder, code.get(0));
            made.add(OperatorCode.endOperatorCode(builder));
        }
        return Model.createOperatorCodesVector(builder, ints(made));
    }

    private int metadata(Map<String, byte[]> metadata) {
        List<Integer> made = new ArrayList<>();
        metadata.forEach((name, data) -> {
            int buffer = buffer(data);
            int text = builder.createString(name);
            Metadata.startMetadata(builder);
            Metadata.addName(builder, text);
            Metadata.addBuffer(builder, buffer);
            made.add(Metadata.endMetadata(builder));
        });
        return Model.createMetadataVector(builder, ints(made));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
