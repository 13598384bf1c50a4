package dev.octet.calibrator.tflite;

import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.bindings.tflite.FloatSession;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.bindings.tflite.TfliteSession;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A TensorFlow Lite file that Octet wrote, seen as the ONNX model that it was made from: inputs and tensors stand as there, all in
 * floats. Runs by TensorFlow Lite's own kernels, which keep every tensor.
 */
public final class LayerSession implements Session {

    private final FloatSession session;
    private final Map<String, Layout> layouts;
    private final List<String> tensors;

    private LayerSession(FloatSession session, Map<String, Layout> layouts, List<String> tensors) {
        this.session = session;
        this.layouts = layouts;
        this.tensors = List.copyOf(tensors);
    }

    /**
     * Opens a file.
     *
     * @param file its bytes
     * @param tensors names of the tensors that runs give
     * @param threads of one run
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when TensorFlow Lite cannot be loaded here
     */
    public static LayerSession open(byte[] file, List<String> tensors, int threads) {
        TfliteSession session =
                TfliteSession.load(file, TfliteOptions.of(threads).withEveryTensor());
        return new LayerSession(FloatSession.of(session), StoredFacts.layouts(file), tensors);
    }

    /** Names of all tensors of a file that operators make, so far as they are numbers that stand for floats. */
    public static Set<String> tensors(byte[] file) {
        try (LayerSession opened = open(file, List.of(), 1)) {
            Set<String> names = new TreeSet<>();
            opened.session.session().tensors().stream()
                    .filter(tensor -> tensor.spec().type() == ElementType.FLOAT
                            || tensor.step().isPresent())
                    .forEach(tensor -> names.add(tensor.spec().name()));
            return names;
        }
    }

    @Override
    public List<TensorSpec> inputs() {
        return session.inputs().stream().map(this::asInModel).toList();
    }

    @Override
    public List<TensorSpec> outputs() {
        return tensors.stream()
                .map(name -> asInModel(session.session().tensor(name).spec()))
                .toList();
    }

    private TensorSpec asInModel(TensorSpec spec) {
        Layout layout =
                layouts.getOrDefault(spec.name(), Layout.plain(spec.shape().size()));
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < spec.shape().size(); axis++) {
            shape.add(spec.shape().get(layout.stored(axis)));
        }
        return new TensorSpec(spec.name(), ElementType.FLOAT, shape);
    }

    @Override
    public void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        Map<String, HostTensor> made = run(inputs);
        try {
            pinnedOutputs.forEach((name, into) -> {
                HostTensor from = made.get(name);
                if (from == null) {
                    throw new IllegalArgumentException("tensor '" + name + "' was not asked for");
                }
                into.floats().put(from.floats());
            });
        } finally {
            made.values().forEach(HostTensor::close);
        }
    }

    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        Map<String, HostTensor> stored = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> stored.put(name, stored(name, tensor)));
        Map<String, HostTensor> made = new LinkedHashMap<>();
        try {
            session.run(stored, tensors).forEach((name, tensor) -> made.put(name, asInModel(name, tensor)));
        } finally {
            stored.forEach((name, tensor) -> {
                if (tensor != inputs.get(name)) {
                    tensor.close();
                }
            });
        }
        return made;
    }

    private HostTensor stored(String name, HostTensor tensor) {
        Layout layout = layouts.get(name);
        return layout == null ? tensor : moved(tensor, layout, new TensorShape(longs(tensor.shape())), true);
    }

    private HostTensor asInModel(String name, HostTensor tensor) {
        Layout layout = layouts.get(name);
        if (layout == null) {
            return tensor;
        }
        TensorShape shape = new TensorShape(asInModel(new TensorSpec(name, ElementType.FLOAT, longs(tensor.shape())))
                .shape());
        try (tensor) {
            return moved(tensor, layout, shape, false);
        }
    }

    /**
     * The same values in another order.
     *
     * @param shape in the model
     * @param toStored true from the model's order to the file's, false back
     */
    private static HostTensor moved(HostTensor tensor, Layout layout, TensorShape shape, boolean toStored) {
        long[] sizes = toStored
                ? java.util.Arrays.stream(layout.stored(shape)).asLongStream().toArray()
                : shape.toArray();
        HostTensor moved = HostTensor.allocate(ElementType.FLOAT, sizes);
        int[] sources = Constants.sources(shape, layout);
        FloatBuffer from = tensor.floats();
        FloatBuffer to = moved.floats();
        for (int i = 0; i < sources.length; i++) {
            if (toStored) {
                to.put(i, from.get(sources[i]));
            } else {
                to.put(sources[i], from.get(i));
            }
        }
        return moved;
    }

    private static List<Long> longs(long[] shape) {
        return java.util.Arrays.stream(shape).boxed().toList();
    }

    @Override
    public String backend() {
        return session.backend();
    }

    @Override
    public void close() {
        session.close();
    }
}
