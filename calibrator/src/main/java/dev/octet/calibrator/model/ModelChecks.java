package dev.octet.calibrator.model;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What must hold of a parsed file before anything trusts its numbers. Memory is never allocated by a number in it. */
final class ModelChecks {

    private static final int MOST_NODES = 1_000_000;
    private static final int DEEPEST_SUBGRAPH = 8;

    private ModelChecks() {}

    static void check(ModelProto proto, String name) {
        if (!proto.hasGraph() || proto.getGraph().getNodeCount() == 0) {
            throw bad(name, "it has no graph with nodes");
        }
        if (proto.getOpsetImportCount() == 0) {
            throw bad(name, "it names no operator set");
        }
        proto.getOpsetImportList().forEach(opset -> {
            if (opset.getVersion() < 1 || opset.getVersion() > Integer.MAX_VALUE) {
                throw bad(name, "operator set '" + opset.getDomain() + "' has version " + opset.getVersion());
            }
        });
        checkGraph(proto.getGraph(), name, 1);
    }

    private static void checkGraph(GraphProto graph, String name, int depth) {
        if (depth > DEEPEST_SUBGRAPH) {
            throw bad(name, "its graphs are nested deeper than " + DEEPEST_SUBGRAPH);
        }
        if (graph.getNodeCount() > MOST_NODES) {
            throw bad(name, "it has " + graph.getNodeCount() + " nodes, at most " + MOST_NODES + " are read");
        }
        Set<String> stored = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            checkTensor(tensor, name);
            if (depth > 1) {
                refuseExternal(tensor, name, "of an inner graph");
            }
            if (!stored.add(tensor.getName())) {
                throw bad(name, "initializer '" + tensor.getName() + "' is stored twice");
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().isEmpty()) {
                throw bad(name, "node '" + node.getName() + "' has no operator");
            }
            if (node.getOutputCount() == 0) {
                throw bad(name, "node '" + node.getName() + "' (" + node.getOpType() + ") has no output");
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasT()) {
                    checkTensor(attribute.getT(), name);
                    refuseExternal(attribute.getT(), name, "of node '" + node.getName() + "'");
                }
                if (attribute.hasG()) {
                    checkGraph(attribute.getG(), name, depth + 1);
                }
                attribute.getGraphsList().forEach(inner -> checkGraph(inner, name, depth + 1));
            }
        }
    }

    private static void refuseExternal(TensorProto tensor, String name, String where) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw bad(
                    name,
                    "tensor '" + tensor.getName() + "' " + where + " lies in an external file,"
                            + " which only initializers of the main graph may");
        }
    }

    private static void checkTensor(TensorProto tensor, String name) {
        Optional<TensorType> type = TensorType.ofCode(tensor.getDataType());
        String what = "initializer '" + tensor.getName() + "'";
        if (type.isEmpty()) {
            throw bad(name, what + " has unknown element type " + tensor.getDataType());
        }
        long elements;
        long bytes;
        try {
            TensorShape shape = new TensorShape(tensor.getDimsList());
            elements = shape.elementCount();
            bytes = type.get().bytes(elements);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw bad(name, what + " has impossible shape " + tensor.getDimsList());
        }
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || type.get() == TensorType.STRING) {
            return;
        }
        long stored = tensor.getRawData().isEmpty()
                ? typedCount(type.get(), tensor)
                : tensor.getRawData().size();
        long expected = tensor.getRawData().isEmpty() ? typedElements(type.get(), elements) : bytes;
        if (stored != expected) {
            throw bad(
                    name,
                    what + " of " + type.get() + " " + tensor.getDimsList() + " should hold " + expected + " but holds "
                            + stored + (tensor.getRawData().isEmpty() ? " values" : " bytes"));
        }
    }

    private static long typedElements(TensorType type, long elements) {
        return switch (type) {
            case COMPLEX64, COMPLEX128 -> elements * 2;
            case INT4, UINT4 -> (elements + 1) / 2;
            default -> elements;
        };
    }

    /** How many values the field holds that the element type is stored in. */
    private static long typedCount(TensorType type, TensorProto tensor) {
        return switch (type) {
            case FLOAT, COMPLEX64 -> tensor.getFloatDataCount();
            case DOUBLE, COMPLEX128 -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            case STRING -> tensor.getStringDataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    static ToolkitException bad(String name, String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Model " + name + " is not a consistent ONNX model: " + what + ".",
                "Export it again, or check it with the tool that made it.");
    }
}
