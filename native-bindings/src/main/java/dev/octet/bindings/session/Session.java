package dev.octet.bindings.session;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * A model that is loaded and can be run: an ONNX file in ONNX Runtime, or an engine in TensorRT. Owner: the one who loaded
 * it closes it. Safe to run from several threads; whether runs go on at the same time, the implementation says.
 */
public interface Session extends AutoCloseable {

    /** The inputs, in the model's order. */
    List<TensorSpec> inputs();

    /** The outputs, in the model's order. */
    List<TensorSpec> outputs();

    /**
     * Runs the model, which writes into the given tensors.
     *
     * @param inputs a tensor for every input
     * @param pinnedOutputs at least one output, each with a tensor of exactly its type and shape
     * @throws ToolkitException {@code NATIVE_FAILURE} when it fails
     * @throws IllegalStateException once closed
     */
    void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs);

    /**
     * Runs the model and copies every output, for models whose output shapes are not known before.
     *
     * @param inputs a tensor for every input
     * @return the outputs in the model's order; the caller closes each
     * @throws ToolkitException {@code NATIVE_FAILURE} when it fails
     * @throws IllegalStateException once closed
     */
    Map<String, HostTensor> run(Map<String, HostTensor> inputs);

    /**
     * A run of these tensors, to be made as often as wanted: what {@link #run(Map, Map)} does, without looking the tensors up
     * each time. They stay the caller's and must outlive it.
     *
     * @param inputs a tensor for every input
     * @param pinnedOutputs at least one output, each with a tensor of exactly its type and shape
     */
    default BoundRun bind(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        Map<String, HostTensor> from = Map.copyOf(inputs);
        Map<String, HostTensor> to = Map.copyOf(pinnedOutputs);
        return () -> run(from, to);
    }

    /** What runs it, with its version, as in "TensorRT 10.15.1". */
    String backend();

    @Override
    void close();
}
