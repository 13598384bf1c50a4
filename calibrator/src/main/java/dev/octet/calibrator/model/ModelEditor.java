package dev.octet.calibrator.model;

import com.google.protobuf.ByteString;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.AttributeProto.AttributeType;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.OperatorSetIdProto;
import dev.octet.calibrator.model.onnx.StringStringEntryProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.model.onnx.TensorShapeProto;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Changes to a model, collected and applied by {@link #build()}. Whatever is not touched keeps its bytes. Nodes of the
 * original are named by their {@link Node}; tensors by name.
 */
public final class ModelEditor {

    private final OnnxModel original;
    private final Map<Integer, NodeProto.Builder> nodes = new LinkedHashMap<>();
    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();
    private final List<ValueInfoProto> inputs = new ArrayList<>();
    private final Map<String, ValueInfoProto> outputs = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Long> opsets = new LinkedHashMap<>();
    private final Map<String, TensorShapeProto> inputShapes = new HashMap<>();
    private final Map<String, TensorType> types = new HashMap<>();
    private int nextId;
    private boolean forgetsValues;

    ModelEditor(OnnxModel original) {
        this.original = original;
        ModelProto proto = original.proto();
        proto.getGraph().getNodeList().forEach(node -> nodes.put(nextId++, node.toBuilder()));
        proto.getGraph().getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        proto.getGraph().getOutputList().forEach(output -> outputs.put(output.getName(), output));
        proto.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        proto.getOpsetImportList().forEach(opset -> opsets.merge(opset.getDomain(), opset.getVersion(), Math::max));
    }

    /**
     * Adds a node; its place in the file follows from what it reads.
     *
     * @param attributes values of type Long, Float, String, or List of Long
     */
    public void addNode(
            String opType,
            String domain,
            String name,
            List<String> inputs,
            List<String> outputs,
            Map<String, Object> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(opType)
                .setDomain(domain)
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
        nodes.put(nextId++, node);
    }

    /** Adds a node with the operator and the attributes of one of the original. */
    public void addLike(Node original, String name, List<String> inputs, List<String> outputs) {
        nodes.put(
                nextId++,
                this.original.proto().getGraph().getNode(original.id()).toBuilder()
                        .setName(name)
                        .clearInput()
                        .addAllInput(inputs)
                        .clearOutput()
                        .addAllOutput(outputs));
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            attribute.setType(AttributeType.INT).setI(number);
        } else if (value instanceof Float number) {
            attribute.setType(AttributeType.FLOAT).setF(number);
        } else if (value instanceof String text) {
            attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof Initializer tensor) {
            attribute.setType(AttributeType.TENSOR).setT(tensor.proto());
        } else if (value instanceof List<?> list) {
            attribute.setType(AttributeType.INTS);
            list.forEach(element -> attribute.addInts((Long) element));
        } else {
            throw new IllegalArgumentException("attribute " + name + " has type " + value.getClass());
        }
        return attribute.build();
    }

    /** Removes a node of the original. */
    public void removeNode(Node node) {
        node(node);
        nodes.remove(node.id());
    }

    /** Makes a node of the original read another tensor; an input that it left out may be given. */
    public void replaceInput(Node reader, int inputIndex, String tensor) {
        NodeProto.Builder node = node(reader);
        while (node.getInputCount() <= inputIndex) {
            node.addInput("");
        }
        node.setInput(inputIndex, tensor);
    }

    /** Makes a node of the original write another tensor. */
    public void replaceOutput(Node producer, int outputIndex, String tensor) {
        node(producer).setOutput(outputIndex, tensor);
    }

    /** Gives a node of the original an attribute in place of one of that name. */
    public void setAttribute(Node owner, String name, Object value) {
        removeAttribute(owner, name);
        node(owner).addAttribute(attribute(name, value));
    }

    /** Takes an attribute away. */
    public void removeAttribute(Node owner, String name) {
        NodeProto.Builder node = node(owner);
        for (int i = node.getAttributeCount() - 1; i >= 0; i--) {
            if (node.getAttribute(i).getName().equals(name)) {
                node.removeAttribute(i);
            }
        }
    }

    /** Makes a node of the original another operator. */
    public void setOperator(Node owner, String opType) {
        node(owner).setOpType(opType);
    }

    private NodeProto.Builder node(Node node) {
        NodeProto.Builder builder = nodes.get(node.id());
        if (builder == null) {
            throw new IllegalArgumentException("node " + node.name() + " is not of this model or was removed");
        }
        return builder;
    }

    /** Adds a constant, or replaces the one of its name. */
    public void addInitializer(Initializer initializer) {
        initializers.put(initializer.name(), initializer.proto());
    }

    /** Removes constants, and nodes that make constants, that nothing reads. */
    public void removeUnusedInitializers() {
        Set<String> read = new HashSet<>(outputs.keySet());
        nodes.values().forEach(node -> read.addAll(node.getInputList()));
        nodes.values().forEach(node -> node.getAttributeList().forEach(attribute -> readInside(attribute, read)));
        initializers.keySet().retainAll(read);
        nodes.values()
                .removeIf(node -> node.getOpType().equals("Constant")
                        && node.getOutputList().stream().noneMatch(read::contains));
    }

    private static void readInside(AttributeProto attribute, Set<String> read) {
        if (attribute.hasG()) {
            attribute.getG().getNodeList().forEach(node -> {
                read.addAll(node.getInputList());
                node.getAttributeList().forEach(inner -> readInside(inner, read));
            });
            attribute.getG().getOutputList().forEach(output -> read.add(output.getName()));
        }
    }

    /** Adds an input. */
    public void addInput(String tensor, TensorType type, long... shape) {
        TypeProto.Tensor.Builder typed = TypeProto.Tensor.newBuilder().setElemType(type.code());
        for (long size : shape) {
            typed.getShapeBuilder().addDimBuilder().setDimValue(size);
        }
        inputs.add(ValueInfoProto.newBuilder()
                .setName(tensor)
                .setType(TypeProto.newBuilder().setTensorType(typed))
                .build());
    }

    /** Gives an input of the original these sizes. */
    public void setInputShape(String tensor, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (long size : shape) {
            sizes.addDimBuilder().setDimValue(size);
        }
        inputShapes.put(tensor, sizes.build());
    }

    /** Makes a tensor an output, beside those that there are. */
    public void addOutput(String tensor, TensorType type) {
        outputs.put(
                tensor,
                ValueInfoProto.newBuilder()
                        .setName(tensor)
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.code())))
                        .build());
    }

    /** Says of a tensor that is an input or output, or that the file says something of, that its elements have this type. */
    public void setType(String tensor, TensorType type) {
        types.put(tensor, type);
    }

    /** Takes all outputs away; {@link #addOutput} must follow. */
    public void removeOutputs() {
        outputs.clear();
    }

    /** Keeps only the nodes that are needed to make the outputs. */
    public void cutToOutputs() {
        cutTo(outputs.keySet());
    }

    /** Keeps only the nodes that are needed to make these tensors. */
    public void cutTo(Collection<String> tensors) {
        Map<String, Integer> producers = new HashMap<>();
        nodes.forEach((id, node) -> node.getOutputList().forEach(output -> producers.put(output, id)));
        Set<Integer> kept = new LinkedHashSet<>();
        Deque<String> wanted = new ArrayDeque<>(tensors);
        while (!wanted.isEmpty()) {
            Integer id = producers.get(wanted.remove());
            NodeProto.Builder node = id == null ? null : nodes.get(id);
            if (id != null && node != null && kept.add(id)) {
                wanted.addAll(node.getInputList());
                Set<String> inside = new HashSet<>();
                node.getAttributeList().forEach(attribute -> readInside(attribute, inside));
                wanted.addAll(inside);
            }
        }
        nodes.keySet().retainAll(kept);
        removeUnusedInitializers();
    }

    /** Gives tensors of the graph itself, not of graphs inside of nodes, other names. */
    public void renameTensors(Map<String, String> names) {
        for (NodeProto.Builder node : nodes.values()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                node.setOutput(i, names.getOrDefault(node.getOutput(i), node.getOutput(i)));
            }
        }
        List<TensorProto> constants = List.copyOf(initializers.values());
        initializers.clear();
        for (TensorProto constant : constants) {
            String name = names.getOrDefault(constant.getName(), constant.getName());
            initializers.put(name, constant.toBuilder().setName(name).build());
        }
    }

    /** Takes the names of nodes away, which runtimes make up where there are none. */
    public void forgetNodeNames(Predicate<String> forgotten) {
        nodes.values().stream().filter(node -> forgotten.test(node.getName())).forEach(NodeProto.Builder::clearName);
    }

    /** Stores a fact in the file's metadata, in place of one of that key. */
    public void setMetadata(String key, String value) {
        metadata.put(key, value);
    }

    /** Leaves out what the file says of types and shapes between its inputs and outputs; they follow from the operators. */
    public void forgetInnerValues() {
        forgetsValues = true;
    }

    /** Leaves out attributes of convolutions that say what the ONNX specification says where there is none. */
    public void forgetDefaults() {
        for (NodeProto.Builder node : nodes.values()) {
            if (node.getOpType().equals("Conv")) {
                for (int i = node.getAttributeCount() - 1; i >= 0; i--) {
                    if (isDefault(node.getAttribute(i))) {
                        node.removeAttribute(i);
                    }
                }
            }
        }
    }

    private static boolean isDefault(AttributeProto attribute) {
        return switch (attribute.getName()) {
            case "dilations", "strides" -> attribute.getIntsList().stream().allMatch(value -> value == 1);
            case "pads" -> attribute.getIntsList().stream().allMatch(value -> value == 0);
            case "group" -> attribute.getI() == 1;
            default -> false;
        };
    }

    /** Declares the version of an operator set. */
    public void setOpset(String domain, long version) {
        if (domain.isEmpty()) {
            opsets.remove("ai.onnx");
        }
        opsets.put(domain, version);
    }

    /** The edited model, checked. */
    public OnnxModel build() {
        ModelProto.Builder model = original.proto().toBuilder();
        model.setIrVersion(Math.max(model.getIrVersion(), IrVersions.neededBy(opsets.getOrDefault("", 1L))));
        model.clearOpsetImport().clearMetadataProps();
        opsets.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.getGraphBuilder()
                .clearNode()
                .clearInitializer()
                .clearOutput()
                .addAllInitializer(initializers.values())
                .addAllOutput(outputs.values().stream().map(this::retyped).toList());
        List<NodeProto> unordered = new ArrayList<>();
        nodes.values().forEach(node -> unordered.add(node.build()));
        model.getGraphBuilder().addAllNode(unordered);
        keepKnownValues(model);
        ModelProto sorted = sorted(model.build());
        byte[] bytes = sorted.toByteArray();
        return new OnnxModel(sorted, original.name(), Sha256.of(bytes), bytes.length);
    }

    /** Drops what the file says of tensors that are gone, and inputs that were constants and are gone. */
    private void keepKnownValues(ModelProto.Builder model) {
        Set<String> existing = new HashSet<>(initializers.keySet());
        nodes.values().forEach(node -> existing.addAll(node.getOutputList()));
        Set<String> former = new HashSet<>();
        original.proto().getGraph().getInitializerList().forEach(tensor -> former.add(tensor.getName()));
        List<ValueInfoProto> values = model.getGraph().getValueInfoList().stream()
                .filter(value ->
                        !forgetsValues && existing.contains(value.getName()) && !outputs.containsKey(value.getName()))
                .map(this::retyped)
                .toList();
        List<ValueInfoProto> kept = model.getGraph().getInputList().stream()
                .filter(input -> !former.contains(input.getName()) || initializers.containsKey(input.getName()))
                .map(this::resized)
                .map(this::retyped)
                .toList();
        model.getGraphBuilder()
                .clearValueInfo()
                .addAllValueInfo(values)
                .clearInput()
                .addAllInput(kept)
                .addAllInput(inputs);
    }

    private ValueInfoProto resized(ValueInfoProto input) {
        TensorShapeProto shape = inputShapes.get(input.getName());
        if (shape == null) {
            return input;
        }
        ValueInfoProto.Builder sized = input.toBuilder();
        sized.getTypeBuilder().getTensorTypeBuilder().setShape(shape);
        return sized.build();
    }

    private ValueInfoProto retyped(ValueInfoProto value) {
        TensorType type = types.get(value.getName());
        if (type == null) {
            return value;
        }
        ValueInfoProto.Builder typed = value.toBuilder();
        typed.getTypeBuilder().getTensorTypeBuilder().setElemType(type.code());
        return typed.build();
    }

    private ModelProto sorted(ModelProto model) {
        ModelChecks.check(model, original.name());
        List<NodeProto> inOrder = Graph.of(model, original.name()).nodes().stream()
                .map(node -> model.getGraph().getNode(node.id()))
                .toList();
        ModelProto.Builder result = model.toBuilder();
        result.getGraphBuilder().clearNode().addAllNode(inOrder);
        return result.build();
    }
}
