package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.AttributeProto;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes inside the branches and bodies of If, Loop and Scan; nothing rewrites them, so they must be known. */
final class InnerGraphs {

    private InnerGraphs() {}

    /** Every node of an inner graph, with the name of the main graph's node that it belongs to. */
    static Map<Node, String> nodes(OnnxModel model) {
        Map<Node, String> found = new LinkedHashMap<>();
        for (Node owner : model.graph().nodes()) {
            collect(model.proto().getGraph().getNode(owner.id()), owner.name(), found);
        }
        return found;
    }

    /** Names that inner graphs read, or pass on as their outputs, and do not make themselves. */
    static Set<String> reads(OnnxModel model) {
        Set<String> read = new HashSet<>();
        model.proto().getGraph().getNodeList().forEach(node -> reads(node, read));
        return read;
    }

    private static void reads(NodeProto owner, Set<String> read) {
        for (AttributeProto attribute : owner.getAttributeList()) {
            if (attribute.hasG()) {
                reads(attribute.getG(), read);
            }
            attribute.getGraphsList().forEach(graph -> reads(graph, read));
        }
    }

    private static void reads(GraphProto graph, Set<String> read) {
        Set<String> wanted = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            wanted.addAll(node.getInputList());
            reads(node, wanted);
        }
        graph.getOutputList().forEach(output -> wanted.add(output.getName()));
        graph.getNodeList().forEach(node -> wanted.removeAll(node.getOutputList()));
        graph.getInputList().forEach(input -> wanted.remove(input.getName()));
        graph.getInitializerList().forEach(tensor -> wanted.remove(tensor.getName()));
        wanted.remove("");
        read.addAll(wanted);
    }

    private static void collect(NodeProto node, String owner, Map<Node, String> found) {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                collect(attribute.getG(), owner, found);
            }
            attribute.getGraphsList().forEach(graph -> collect(graph, owner, found));
        }
    }

    private static void collect(GraphProto graph, String owner, Map<Node, String> found) {
        List<NodeProto> nodes = graph.getNodeList();
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            String name = node.getName().isEmpty() ? owner + "/" + node.getOpType() + "_" + i : node.getName();
            String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
            Attributes attributes = Attributes.of(node.getAttributeList());
            found.put(
                    new Node(i, name, node.getOpType(), domain, node.getInputList(), node.getOutputList(), attributes),
                    owner);
            collect(node, owner, found);
        }
    }
}
