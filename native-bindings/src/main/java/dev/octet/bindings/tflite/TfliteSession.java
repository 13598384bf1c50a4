package dev.octet.bindings.tflite;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * A TensorFlow Lite model that runs on the CPU. Inputs and outputs have the model's own types: integers stay integers, and
 * {@link TfliteTensor#step()} says what they stand for. Runs from several threads happen one after the other.
 */
public final class TfliteSession implements Session {

    private record Known(int number, TfliteTensor tensor) {}

    private final Interpretation interpretation;
    private final TfliteOptions options;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    private TfliteSession(Interpretation interpretation, TfliteOptions options) {
        this.interpretation = interpretation;
        this.options = options;
        long count = interpretation.get().tensors_size();
        for (int number = 0; number < count; number++) {
            int at = number;
            interpretation
                    .describe(number)
                    .ifPresent(tensor -> known.putIfAbsent(tensor.spec().name(), new Known(at, tensor)));
        }
        this.inputs = specs(interpretation.inputs());
        this.outputs = specs(interpretation.outputs());
    }

    private List<TensorSpec> specs(int[] ofModel) {
        return Arrays.stream(ofModel)
                .mapToObj(number -> interpretation
                        .describe(number)
                        .map(TfliteTensor::spec)
                        .orElseThrow(() -> new ToolkitException(
                                FailureKind.UNSUPPORTED,
                                "Tensor " + number + " of the model has no name, or a type that cannot be given here.",
                                "Export the model with named inputs and outputs of float32 or of integers.")))
                .toList();
    }

    /**
     * Loads a model from its bytes.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it is no whole model, {@code UNSUPPORTED} when TensorFlow Lite cannot
     *     be loaded here or does not have its operators
     */
    public static TfliteSession load(byte[] model, TfliteOptions options) {
        return load("the model", model, options);
    }

    /**
     * Loads a model from a file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file or it is no whole model, {@code UNSUPPORTED}
     *     when TensorFlow Lite cannot be loaded here or does not have its operators
     */
    public static TfliteSession load(Path model, TfliteOptions options) {
        try {
            return load(model.toString(), Files.readAllBytes(model), options);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no readable model at " + model + ".",
                    "Check the path; it must name a .tflite file.",
                    e);
        }
    }

    private static TfliteSession load(String name, byte[] model, TfliteOptions options) {
        Interpretation interpretation = Interpretation.of(name, model, options);
        try {
            return new TfliteSession(interpretation, options);
        } catch (RuntimeException e) {
            interpretation.end();
            throw e;
        }
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    /** Every tensor that has a name, weights too, in the model's order. */
    public List<TfliteTensor> tensors() {
        return known.values().stream().map(Known::tensor).toList();
    }

    /**
     * What is known of a tensor.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public TfliteTensor tensor(String name) {
        return known(name).tensor();
    }

    /** Operators that are run: with XNNPACK each part that it took counts as one. */
    public int operators() {
        return Math.toIntExact(interpretation.get().execution_plan().limit());
    }

    /** True when XNNPACK was asked for. */
    public boolean xnnpack() {
        return options.xnnpack();
    }

    @Override
    public synchronized void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        invoke(inputs);
        pinnedOutputs.forEach(this::copyTo);
    }

    @Override
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        invoke(inputs);
        return read(outputs.stream().map(TensorSpec::name).toList());
    }

    /**
     * Runs the model and copies these tensors, inner ones too.
     *
     * @param inputs a tensor for every input
     * @param wanted names of tensors of a session with {@link TfliteOptions#everyTensor()}
     * @return in the order of the names; the caller closes each
     */
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> inputs, List<String> wanted) {
        if (!options.everyTensor()) {
            throw new IllegalStateException("inner tensors are kept only with everyTensor");
        }
        invoke(inputs);
        return read(wanted);
    }

    private Map<String, HostTensor> read(List<String> names) {
        Map<String, HostTensor> read = new LinkedHashMap<>();
        try {
            for (String name : names) {
                TensorSpec spec = tensor(name).spec();
                read.put(name, HostTensor.allocate(spec.type(), spec.sizes()));
                copyTo(name, read.get(name));
            }
            return read;
        } catch (RuntimeException e) {
            read.values().forEach(HostTensor::close);
            throw e;
        }
    }

    private void invoke(Map<String, HostTensor> given) {
        for (TensorSpec input : inputs) {
            HostTensor tensor = given.get(input.name());
            if (tensor == null || !fits(tensor, input)) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "The model's input '" + input.name() + "' is " + input.type() + input.shape() + ", given is "
                                + (tensor == null ? "nothing" : tensor) + ".",
                        "Give a tensor of exactly that type and shape for every input.");
            }
            try (Pointer memory = memory(tensor)) {
                require(
                        tensorflowlite.TfLiteTensorCopyFromBuffer(
                                interpretation.tensor(known(input.name()).number()), memory, bytes(tensor)),
                        "take input '" + input.name() + "'");
            }
        }
        require(interpretation.get().Invoke(), "run the model; what it says of it is above");
    }

    private void copyTo(String name, HostTensor into) {
        TensorSpec spec = tensor(name).spec();
        if (!fits(into, spec)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' is " + spec.type() + spec.shape() + ", the tensor to write to is " + into);
        }
        try (Pointer memory = memory(into)) {
            require(
                    tensorflowlite.TfLiteTensorCopyToBuffer(
                            interpretation.tensor(known(name).number()), memory, bytes(into)),
                    "give tensor '" + name + "'");
        }
    }

    private Known known(String tensor) {
        Known found = known.get(tensor);
        if (found == null) {
            throw new IllegalArgumentException("the model has no tensor '" + tensor + "'");
        }
        return found;
    }

    private static boolean fits(HostTensor tensor, TensorSpec spec) {
        return tensor.type() == spec.type() && Arrays.equals(tensor.shape(), spec.sizes());
    }

    private static Pointer memory(HostTensor tensor) {
        return tensor.type() == ElementType.FLOAT ? new FloatPointer(tensor.floats()) : new BytePointer(tensor.bytes());
    }

    private static long bytes(HostTensor tensor) {
        return tensor.elementCount() * tensor.type().bytes();
    }

    private static void require(int status, String what) {
        if (status != tensorflowlite.kTfLiteOk) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "TensorFlow Lite could not " + what + " (status " + status + ").",
                    "Run it without XNNPACK, and if that fails too, export the model again.");
        }
    }

    /** TensorFlow Lite with its version, and XNNPACK where it was asked for. */
    @Override
    public String backend() {
        return Tflite.library().name() + " " + Tflite.library().version() + (xnnpack() ? " with XNNPACK" : "");
    }

    @Override
    public synchronized void close() {
        interpretation.end();
    }
}
