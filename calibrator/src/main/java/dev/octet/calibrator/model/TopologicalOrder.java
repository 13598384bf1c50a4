package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** An order in which nodes can run: the file's own where it allows that, else the closest to it. */
final class TopologicalOrder {

    private TopologicalOrder() {}

    /**
     * The nodes in order.
     *
     * @param nodes in file order
     * @param known tensors that exist before the first node runs
     * @param outputs tensors that must exist at the end
     * @param name what messages call the model
     */
    static List<Node> sort(List<Node> nodes, Set<String> known, List<ValueInfoProto> outputs, String name) {
        Map<String, Node> producers = producers(nodes, known, name);
        Map<Integer, List<Node>> readers = new HashMap<>();
        int[] waitingFor = new int[nodes.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (Node node : nodes) {
            Set<Integer> before = new HashSet<>();
            for (String input : node.inputs()) {
                Node producer = producers.get(input);
                if (producer != null) {
                    before.add(producer.id());
                } else if (!input.isEmpty() && !known.contains(input)) {
                    throw ModelChecks.bad(
                            name, "node '" + node.name() + "' reads tensor '" + input + "', which nothing makes");
                }
            }
            waitingFor[node.id()] = before.size();
            before.forEach(
                    id -> readers.computeIfAbsent(id, k -> new ArrayList<>()).add(node));
            if (before.isEmpty()) {
                ready.add(node.id());
            }
        }
        List<Node> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Node node = nodes.get(ready.remove());
            order.add(node);
            for (Node reader : readers.getOrDefault(node.id(), List.of())) {
                if (--waitingFor[reader.id()] == 0) {
                    ready.add(reader.id());
                }
            }
        }
        if (order.size() < nodes.size()) {
            throw ModelChecks.bad(name, (nodes.size() - order.size()) + " of its nodes wait for each other in a cycle");
        }
        for (ValueInfoProto output : outputs) {
            if (!producers.containsKey(output.getName()) && !known.contains(output.getName())) {
                throw ModelChecks.bad(name, "nothing makes its output '" + output.getName() + "'");
            }
        }
        return List.copyOf(order);
    }

    private static Map<String, Node> producers(List<Node> nodes, Set<String> known, String name) {
        Map<String, Node> producers = new HashMap<>();
        for (Node node : nodes) {
            for (String output : node.outputs()) {
                boolean constant = node.opType().equals("Constant");
                if (output.isEmpty()) {
                    continue;
                }
                if (producers.put(output, node) != null || (known.contains(output) && !constant)) {
                    throw ModelChecks.bad(name, "tensor '" + output + "' is made twice");
                }
            }
        }
        return producers;
    }
}
