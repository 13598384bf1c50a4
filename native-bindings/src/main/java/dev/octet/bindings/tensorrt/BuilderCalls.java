package dev.octet.bindings.tensorrt;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The half of {@link TensorRtCalls} that makes engines. */
interface BuilderCalls {

    @Nullable
    Pointer createBuilder();

    int dlaCores(Pointer builder);

    @Nullable
    Pointer createNetwork(Pointer builder, boolean stronglyTyped);

    @Nullable
    Pointer createConfig(Pointer builder);

    /** Owned by the builder, never released alone. */
    @Nullable
    Pointer createProfile(Pointer builder);

    /** The plan as host memory. */
    @Nullable
    Pointer build(Pointer builder, Pointer network, Pointer config);

    @Nullable
    Pointer createParser(Pointer network);

    /**
     * Parses an ONNX model.
     *
     * @param path of the model, from which weights beside it are found; empty when there is none
     */
    boolean parse(Pointer parser, Pointer model, long bytes, String path);

    List<ParserProblem> problems(Pointer parser);

    List<NetworkTensor> inputs(Pointer network);

    List<NetworkTensor> outputs(Pointer network);

    int layers(Pointer network);

    NetworkLayer layer(Pointer network, int index);

    void setLayerPrecision(Pointer network, int layer, String dataType);

    void setFlag(Pointer config, String flag, boolean on);

    void setMemoryPool(Pointer config, String pool, long bytes);

    void setOptimizationLevel(Pointer config, int level);

    void setVerbosity(Pointer config, String verbosity);

    void setHardwareCompatibility(Pointer config, String level);

    void setDlaCore(Pointer config, int core);

    void setDefaultDevice(Pointer config, String device);

    boolean canRunOnDla(Pointer config, Pointer network, int layer);

    /** The number of the profile, or below 0. */
    int addProfile(Pointer config, Pointer profile);

    boolean setCalibrationProfile(Pointer config, Pointer profile);

    void setCalibrator(Pointer config, Pointer calibrator);

    @Nullable
    Pointer createTimingCache(Pointer config, byte[] content);

    boolean setTimingCache(Pointer config, Pointer cache, boolean ignoreMismatch);

    /** The content of a timing cache as host memory. */
    @Nullable
    Pointer serializeTimingCache(Pointer cache);

    boolean setShape(Pointer profile, String input, String selector, long[] shape);

    boolean isValid(Pointer profile);

    /** A native calibrator that asks a Java one. */
    Pointer createCalibrator(CalibratorKind kind, CalibratorDialogue dialogue);

    /** Deletes what {@link #createCalibrator} made. */
    void deleteCalibrator(Pointer calibrator);
}
