package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import java.util.List;
import java.util.Map;

/** A chain of nodes that move pixels without changing them, each node named after one root. */
final class PixelSteps {

    private final ModelEditor editor;
    private final String root;
    private String last;
    private int count;

    PixelSteps(ModelEditor editor, String root, String tensor) {
        this.editor = editor;
        this.root = root;
        this.last = tensor;
    }

    /** The tensor that the chain makes. */
    String last() {
        return last;
    }

    /** Adds channels {@code [N, C, H, W] -> [N, C + more, H, W]} that hold the zero point. */
    void padChannels(long more, String zeroPoint) {
        add("Pad", List.of(last, sizes(0, 0, 0, 0, 0, more, 0, 0), zeroPoint), Map.of());
    }

    /** Reorders the axes. */
    void transpose(Long... axes) {
        add("Transpose", List.of(last), Map.of("perm", List.of(axes)));
    }

    /** Other sizes over the same bytes; 0 keeps a size, -1 is what is left. */
    void reshape(long... axes) {
        add("Reshape", List.of(last, sizes(axes)), Map.of());
    }

    /** Everything twice along an axis. */
    void twice(long axis) {
        add("Concat", List.of(last, last), Map.of("axis", axis));
    }

    /** {@code [N, C, H, W] -> [N, H, W, C]}, the order of the integer kernels. */
    void channelsLast() {
        transpose(0L, 2L, 3L, 1L);
    }

    /** {@code [N, H, W, C] -> [N, C, H, W]}. */
    void channelsFirst() {
        channelsFirstInto(next());
    }

    /** {@code [N, H, W, C] -> [N, C, H, W]} into a tensor of this name. */
    void channelsFirstInto(String tensor) {
        add("Transpose", tensor, List.of(last), Map.of("perm", List.of(0L, 3L, 1L, 2L)));
    }

    private String sizes(long... values) {
        String name = root + "_sizes" + count;
        editor.addInitializer(Initializer.ofLongs(name, values, values.length));
        return name;
    }

    private void add(String opType, List<String> inputs, Map<String, Object> attributes) {
        add(opType, next(), inputs, attributes);
    }

    private String next() {
        return root + "_step" + count++;
    }

    private void add(String opType, String output, List<String> inputs, Map<String, Object> attributes) {
        editor.addNode(opType, "", output, inputs, List.of(output), attributes);
        last = output;
    }
}
