package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * A network that is being built, read from an ONNX model. TensorRT may point into the model's weights until the engine is
 * built, so they stay as long as the network does.
 */
public final class Network implements AutoCloseable {

    private static final int PROBLEMS_SHOWN = 5;

    private final TensorRtCalls calls;
    private final Native handle;
    private final boolean stronglyTyped;
    private final List<BytePointer> models = new ArrayList<>();

    Network(TensorRtCalls calls, Native builder, boolean stronglyTyped) {
        this.calls = calls;
        this.stronglyTyped = stronglyTyped;
        this.handle = builder.within(
                calls, HandleKind.NETWORK, () -> calls.building().createNetwork(builder.get(), stronglyTyped));
    }

    /** True when types come from the model alone. */
    public boolean isStronglyTyped() {
        return stronglyTyped;
    }

    /**
     * Reads an ONNX model.
     *
     * @param model bytes of the file
     * @param name what messages call the model
     * @param path of the file, from which weights beside it are found; empty when there is none
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT has no such operator, {@code BAD_INPUT} for other
     *     reasons, with node, operator and reason of the first problems
     */
    public void parse(byte[] model, String name, String path) {
        BytePointer bytes = new BytePointer(model);
        models.add(bytes);
        TensorRtLog.process().forget();
        // Within the network's lifetime, and after it by TensorRT's own rule: the network uses the parser's weights.
        Native parser =
                handle.within(calls, HandleKind.PARSER, () -> calls.building().createParser(handle.get()));
        if (!calls.building().parse(parser.get(), bytes, model.length, path)) {
            throw refusal(name, calls.building().problems(parser.get()));
        }
    }

    private static ToolkitException refusal(String name, List<ParserProblem> problems) {
        List<String> shown = problems.stream()
                .limit(PROBLEMS_SHOWN)
                .map(ParserProblem::toString)
                .toList();
        String said =
                shown.isEmpty() ? String.join("; ", TensorRtLog.process().complaints()) : String.join("; ", shown);
        String more = problems.size() > PROBLEMS_SHOWN ? "; and " + (problems.size() - PROBLEMS_SHOWN) + " more" : "";
        boolean unsupported = problems.stream().anyMatch(one -> one.code().startsWith("kUNSUPPORTED"));
        return new ToolkitException(
                unsupported ? FailureKind.UNSUPPORTED : FailureKind.BAD_INPUT,
                "TensorRT cannot read " + name + ": " + said + more + ".",
                unsupported
                        ? "Export the model with other operators, or with the part that is named cut off."
                        : "`octet inspect` checks the model without TensorRT.");
    }

    /** The inputs, in the model's order. */
    public List<NetworkTensor> inputs() {
        return calls.building().inputs(handle.get());
    }

    /** The outputs, in the model's order. */
    public List<NetworkTensor> outputs() {
        return calls.building().outputs(handle.get());
    }

    /** The layers, in TensorRT's order. */
    public List<NetworkLayer> layers() {
        int count = calls.building().layers(handle.get());
        List<NetworkLayer> layers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            layers.add(calls.building().layer(handle.get(), i));
        }
        return layers;
    }

    /**
     * Sets the precision that a layer computes in.
     *
     * @param dataType TensorRT's name, such as {@code kHALF}
     * @throws ToolkitException {@code UNSUPPORTED} in a strongly typed network, where the model decides
     */
    public void setPrecision(NetworkLayer layer, String dataType) {
        if (stronglyTyped) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The precision of layer '" + layer.name() + "' cannot be set: the network is strongly typed.",
                    "Change the types in the model, or build it weakly typed on TensorRT 10.");
        }
        calls.building().setLayerPrecision(handle.get(), layer.index(), dataType);
    }

    org.bytedeco.javacpp.Pointer handle() {
        return handle.get();
    }

    @Override
    public void close() {
        handle.end();
        models.forEach(BytePointer::close);
        models.clear();
    }
}
