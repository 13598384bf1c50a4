package dev.octet.calibrator.expose;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.OptimizationLevel;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The session that makes the observed tensors.
 *
 * <p>On x86, ONNX Runtime keeps activations in blocks of 8 or 16 channels between convolutions ({@code NCHWc}) and
 * reorders each one that is an output, which costs a third of a small network's time. Statistics do not depend on the
 * order of the values, so the model is optimized once, its reorderings are taken out, and what is left is run as it is:
 * the same kernels on the same values, given in blocks. Tensors whose channels fill no whole block, and so would come with
 * padding, are reordered as ever.
 */
public final class ExposedSession {

    /** Channels of the largest block; a multiple of it fills smaller ones as well. */
    private static final long WHOLE_BLOCK = 16;

    /** A larger model's optimized copy is not worth a file. */
    private static final int LARGEST = 512 << 20;

    private ExposedSession() {}

    /** A session whose outputs are the tensors, by name; those with four axes have their values in any order. */
    public static InferenceSession open(OnnxModel model, List<String> tensors, SessionOptions options) {
        byte[] exposed = ExposedModel.exposing(model, tensors);
        if (exposed.length > LARGEST) {
            return InferenceSession.load(exposed, options);
        }
        try {
            Path optimized = Files.createTempFile("octet-exposed", ".onnx");
            try {
                InferenceSession session = InferenceSession.load(exposed, options.withOptimizedModelFile(optimized));
                OnnxModel plain = OnnxModel.parse(Files.readAllBytes(optimized), model.name());
                OnnxModel blocked = withoutReordering(plain);
                if (blocked == plain) {
                    return session;
                }
                session.close();
                return InferenceSession.load(blocked.toBytes(), options.withOptimization(OptimizationLevel.NONE));
            } finally {
                Files.deleteIfExists(optimized);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The optimized model with outputs in blocks; the model itself when it has no output that is reordered. */
    private static OnnxModel withoutReordering(OnnxModel optimized) {
        Graph graph = optimized.graph();
        ModelEditor editor = optimized.edit();
        Set<String> taken = new HashSet<>();
        for (Node reordering : graph.nodes()) {
            String blocked = reordering.inputOrEmpty(0);
            if (isWholeReordering(reordering, graph) && taken.add(blocked)) {
                giveBlocks(editor, graph, reordering, blocked);
            }
        }
        if (taken.isEmpty()) {
            return optimized;
        }
        editor.cutToOutputs();
        return editor.build();
    }

    private static boolean isWholeReordering(Node node, Graph graph) {
        return node.domain().equals("com.microsoft.nchwc")
                && node.opType().equals("ReorderOutput")
                && graph.isOutput(node.outputs().get(0))
                && node.attributes().integer("channels", 1) % WHOLE_BLOCK == 0
                && graph.producer(node.inputOrEmpty(0)).isPresent();
    }

    /** The tensor in blocks takes the output's name; who reads the reordered one goes on doing so. */
    private static void giveBlocks(ModelEditor editor, Graph graph, Node reordering, String blocked) {
        String output = reordering.outputs().get(0);
        String inOrder = output + "/reordered";
        replaceReaders(editor, graph, output, inOrder);
        replaceReaders(editor, graph, blocked, output);
        editor.replaceOutput(reordering, 0, inOrder);
        Node producer = graph.producer(blocked).orElseThrow();
        editor.replaceOutput(producer, producer.outputs().indexOf(blocked), output);
    }

    private static void replaceReaders(ModelEditor editor, Graph graph, String tensor, String replacement) {
        for (Node reader : graph.consumers(tensor)) {
            for (int i = 0; i < reader.inputs().size(); i++) {
                if (reader.inputs().get(i).equals(tensor)) {
                    editor.replaceInput(reader, i, replacement);
                }
            }
        }
    }
}
