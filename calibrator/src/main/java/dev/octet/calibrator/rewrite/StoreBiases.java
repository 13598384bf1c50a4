package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.scheme.HalfPrecision;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where weights are stored packed, stores the biases of integer layers one behind the other in half precision, which is within
 * 2^-11 of a bias. Runtimes make floats of them when they load the file, and ONNX Runtime integers of these.
 */
final class StoreBiases implements GraphPass {

    private static final long FLOAT = 1;

    @Override
    public void apply(Rewriting rewriting) {
        if (!rewriting.isPacked()) {
            return;
        }
        ModelEditor editor = rewriting.editor();
        List<float[]> biases = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node layer : rewriting.request().placement().layers()) {
            Optional<Initializer> bias =
                    LayerWeights.of(rewriting.graph(), layer).bias();
            if (bias.isPresent() && HalfPrecision.holds(bias.get().floats())) {
                String name = bias.get().name() + "_half";
                if (seen.add(name)) {
                    names.add(name);
                    biases.add(bias.get().floats());
                }
                editor.replaceInput(layer, 2, name);
            }
        }
        if (!biases.isEmpty()) {
            write(editor, names, biases);
        }
    }

    private static void write(ModelEditor editor, List<String> names, List<float[]> biases) {
        long[] sizes = biases.stream().mapToLong(bias -> bias.length).toArray();
        int count = biases.stream().mapToInt(bias -> bias.length).sum();
        byte[] halves = new byte[Short.BYTES * count];
        int next = 0;
        for (float[] bias : biases) {
            for (float value : bias) {
                short half = HalfPrecision.nearest(value);
                halves[next++] = (byte) half;
                halves[next++] = (byte) (half >> Byte.SIZE);
            }
        }
        editor.addInitializer(Initializer.of("biases", TensorType.FLOAT16, TensorShape.of(count), halves));
        editor.addNode("Cast", "", "biases_all", List.of("biases"), List.of("biases_all"), Map.of("to", FLOAT));
        editor.addInitializer(Initializer.ofLongs("biases_sizes", sizes, sizes.length));
        editor.addNode("Split", "", "biases_split", List.of("biases_all", "biases_sizes"), names, Map.of("axis", 0L));
    }
}
