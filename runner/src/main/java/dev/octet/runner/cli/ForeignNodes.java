package dev.octet.runner.cli;

import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.search.OutputError;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.util.List;

/** Models that end in nodes of other runtimes, which run here up to those. */
final class ForeignNodes {

    private ForeignNodes() {}

    /** One line for a model that is not run to its end. */
    static void say(OnnxModel model, Console console) {
        List<Node> foreign = RunnablePart.foreign(model.graph());
        if (!foreign.isEmpty()) {
            Node first = foreign.get(0);
            console.say("ONNX Runtime has no " + first.opType() + ": " + model.name() + " is run up to node "
                    + first.name() + ".");
        }
    }

    /** A detector's own measure of its outputs' error where its head is known. */
    static OutputError error(DetectorFace face) {
        return face.head().map(DetectionHead::outputError).orElseGet(() -> error(face.graph()));
    }

    /** The error of a model without a known head: that of all its outputs, or of what goes into foreign nodes. */
    private static OutputError error(Graph graph) {
        return RunnablePart.foreign(graph).isEmpty()
                ? OutputError.relativeSquares()
                : OutputError.relativeSquares(RunnablePart.outputs(graph));
    }
}
