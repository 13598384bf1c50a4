package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;

/** An ONNX operator in terms of libtorch's. */
interface TorchOperator {

    /** Computes the outputs of a node, in its order. */
    List<Tensor> run(NodeRun run);

    /** What of this node cannot be computed, in words such as "mode cubic"; nothing where all can. */
    default Optional<String> unsupported(Graph graph, Node node) {
        return Optional.empty();
    }

    /** One with a single output. */
    static TorchOperator of(java.util.function.Function<NodeRun, Tensor> single) {
        return run -> List.of(single.apply(run));
    }

    /** The same, for nodes that a check has nothing against. */
    default TorchOperator where(java.util.function.BiFunction<Graph, Node, Optional<String>> check) {
        TorchOperator wrapped = this;
        return new TorchOperator() {
            @Override
            public List<Tensor> run(NodeRun run) {
                return wrapped.run(run);
            }

            @Override
            public Optional<String> unsupported(Graph graph, Node node) {
                return check.apply(graph, node);
            }
        };
    }
}
