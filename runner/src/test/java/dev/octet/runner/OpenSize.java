package dev.octet.runner;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import java.util.List;
import java.util.Map;

/** A detector with raw heads as if it had been exported with dynamic height and width; its weights are the same. */
public final class OpenSize {

    private OpenSize() {}

    /** The model with the sizes taken out: of the image, and of the cells that each head is reshaped to. */
    public static OnnxModel of(OnnxModel raw) {
        ModelEditor editor = raw.edit();
        ValueSpec image = raw.graph().inputs().get(0);
        editor.setInputShape(image.name(), 1, 3, -1, -1);
        editor.addInitializer(Initializer.ofLongs("open_two", new long[] {2}, 1));
        editor.addInitializer(Initializer.ofLongs("open_four", new long[] {4}, 1));
        editor.addInitializer(Initializer.ofLongs("open_zero", new long[] {0}, 1));
        editor.removeOutputs();
        for (ValueSpec output : raw.graph().outputs()) {
            Node transpose = raw.graph().producer(output.name()).orElseThrow();
            Node reshape = raw.graph().producer(transpose.inputs().get(0)).orElseThrow();
            open(editor, reshape, output.shape().dimensions());
            editor.addOutput(output.name(), TensorType.FLOAT);
        }
        editor.forgetInnerValues();
        return editor.build();
    }

    /** Height and width of the cells become those of the convolution. */
    private static void open(ModelEditor editor, Node reshape, List<Long> head) {
        String name = reshape.outputs().get(0) + "_open";
        String conv = reshape.inputs().get(0);
        editor.addNode("Shape", "", name + "_shape", List.of(conv), List.of(name + "_shape"), Map.of());
        editor.addNode(
                "Slice",
                "",
                name + "_cells",
                List.of(name + "_shape", "open_two", "open_four", "open_zero"),
                List.of(name + "_cells"),
                Map.of());
        long[] numbers = {head.get(0), head.get(1), head.get(4)};
        editor.addInitializer(Initializer.ofLongs(name + "_numbers", numbers, numbers.length));
        editor.addNode(
                "Concat",
                "",
                name + "_sizes",
                List.of(name + "_numbers", name + "_cells"),
                List.of(name + "_sizes"),
                Map.of("axis", 0L));
        editor.replaceInput(reshape, 1, name + "_sizes");
    }
}
