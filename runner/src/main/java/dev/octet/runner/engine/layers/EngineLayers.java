package dev.octet.runner.engine.layers;

import java.nio.file.Path;
import java.util.List;

/**
 * The layers of an engine as TensorRT's inspector tells them: the JSON of {@code IEngineInspector.getEngineInformation},
 * which {@code trtexec --exportLayerInfo} writes to a file as well. Read are the keys of TensorRT 8.5 to 10.x
 * ({@code Bindings}, {@code Format/Datatype}) and those of 11.x ({@code I/O Tensors}, {@code Format} and
 * {@code DataType}). The engine has to be built with the profiling verbosity {@code kDETAILED}.
 *
 * @param name what the information is of, for messages
 * @param layers the layers of the first optimization profile, in the order in which they run
 * @param ioTensors the network's inputs and outputs
 * @param otherProfiles how many layers of further optimization profiles were left out
 */
public record EngineLayers(String name, List<EngineLayer> layers, List<String> ioTensors, int otherProfiles) {

    /** The most bytes of JSON that are read: 64 MiB, some hundred times what a detector's engine needs. */
    public static final long MAX_BYTES = 64L << 20;

    public EngineLayers {
        layers = List.copyOf(layers);
        ioTensors = List.copyOf(ioTensors);
    }

    /**
     * Reads a file.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} if it is absent, larger than
     *     {@link #MAX_BYTES}, not whole JSON, not layer information, or has nothing but names
     */
    public static EngineLayers at(Path file) {
        return LayersReader.read(file);
    }

    /**
     * Reads what the inspector returned.
     *
     * @param json the JSON
     * @param name what it is of, for messages
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} as {@link #at}
     */
    public static EngineLayers of(String json, String name) {
        return LayersReader.read(json, name);
    }
}
