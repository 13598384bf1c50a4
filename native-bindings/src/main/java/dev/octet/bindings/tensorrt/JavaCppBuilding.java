package dev.octet.bindings.tensorrt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.ILayer;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;
import org.jspecify.annotations.Nullable;

/** Building through JavaCPP: one call of TensorRT each, names of constants resolved on the way. */
final class JavaCppBuilding implements BuilderCalls {

    private final LogCallback logger;
    private final PresetConstants constants;
    private final String version;

    JavaCppBuilding(LogCallback logger, PresetConstants constants, String version) {
        this.logger = logger;
        this.constants = constants;
        this.version = version;
    }

    private int number(String type, String constant) {
        return constants.require(type, constant, version);
    }

    @Override
    public @Nullable Pointer createBuilder() {
        return nvinfer.createInferBuilder(logger);
    }

    @Override
    public int dlaCores(Pointer builder) {
        return ((IBuilder) builder).getNbDLACores();
    }

    @Override
    public @Nullable Pointer createNetwork(Pointer builder, boolean stronglyTyped) {
        int flags = stronglyTyped ? 1 << number("NetworkDefinitionCreationFlag", "kSTRONGLY_TYPED") : 0;
        return ((IBuilder) builder).createNetworkV2(flags);
    }

    @Override
    public @Nullable Pointer createConfig(Pointer builder) {
        return ((IBuilder) builder).createBuilderConfig();
    }

    @Override
    public @Nullable Pointer createProfile(Pointer builder) {
        return ((IBuilder) builder).createOptimizationProfile();
    }

    @Override
    public @Nullable Pointer build(Pointer builder, Pointer network, Pointer config) {
        return ((IBuilder) builder).buildSerializedNetwork((INetworkDefinition) network, (IBuilderConfig) config);
    }

    @Override
    public @Nullable Pointer createParser(Pointer network) {
        return nvonnxparser.createParser((INetworkDefinition) network, logger);
    }

    @Override
    public boolean parse(Pointer parser, Pointer model, long bytes, String path) {
        return path.isEmpty() ? ((IParser) parser).parse(model, bytes) : ((IParser) parser).parse(model, bytes, path);
    }

    @Override
    public List<ParserProblem> problems(Pointer parser) {
        int count = ((IParser) parser).getNbErrors();
        List<ParserProblem> problems = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            IParserError error = ((IParser) parser).getError(i);
            problems.add(new ParserProblem(
                    error.code().intern().name(),
                    text(error.desc()),
                    error.node(),
                    text(error.nodeName()),
                    text(error.nodeOperator())));
        }
        return problems;
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe.strip();
    }

    @Override
    public List<NetworkTensor> inputs(Pointer network) {
        INetworkDefinition definition = (INetworkDefinition) network;
        return tensors(definition.getNbInputs(), definition::getInput);
    }

    @Override
    public List<NetworkTensor> outputs(Pointer network) {
        INetworkDefinition definition = (INetworkDefinition) network;
        return tensors(definition.getNbOutputs(), definition::getOutput);
    }

    private static List<NetworkTensor> tensors(int count, IntFunction<ITensor> get) {
        List<NetworkTensor> tensors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ITensor tensor = get.apply(i);
            tensors.add(new NetworkTensor(
                    tensor.getName(), tensor.getType().intern().name(), Shapes.list(tensor.getDimensions())));
        }
        return tensors;
    }

    @Override
    public int layers(Pointer network) {
        return ((INetworkDefinition) network).getNbLayers();
    }

    @Override
    public NetworkLayer layer(Pointer network, int index) {
        ILayer layer = ((INetworkDefinition) network).getLayer(index);
        return new NetworkLayer(index, layer.getName(), layer.getType().intern().name());
    }

    @Override
    @SuppressWarnings("deprecation") // gone in TensorRT 11, where the network refuses before
    public void setLayerPrecision(Pointer network, int layer, String dataType) {
        int type = number("DataType", dataType);
        ILayer changed = ((INetworkDefinition) network).getLayer(layer);
        changed.setPrecision(type);
        for (int i = 0; i < changed.getNbOutputs(); i++) {
            changed.setOutputType(i, type);
        }
    }

    @Override
    public void setFlag(Pointer config, String flag, boolean on) {
        int number = number("BuilderFlag", flag);
        if (on) {
            ((IBuilderConfig) config).setFlag(number);
        } else {
            ((IBuilderConfig) config).clearFlag(number);
        }
    }

    @Override
    public void setMemoryPool(Pointer config, String pool, long bytes) {
        ((IBuilderConfig) config).setMemoryPoolLimit(number("MemoryPoolType", pool), bytes);
    }

    @Override
    public void setOptimizationLevel(Pointer config, int level) {
        ((IBuilderConfig) config).setBuilderOptimizationLevel(level);
    }

    @Override
    public void setVerbosity(Pointer config, String verbosity) {
        ((IBuilderConfig) config).setProfilingVerbosity(number("ProfilingVerbosity", verbosity));
    }

    @Override
    public void setHardwareCompatibility(Pointer config, String level) {
        ((IBuilderConfig) config).setHardwareCompatibilityLevel(number("HardwareCompatibilityLevel", level));
    }

    @Override
    public void setDlaCore(Pointer config, int core) {
        ((IBuilderConfig) config).setDLACore(core);
    }

    @Override
    public void setDefaultDevice(Pointer config, String device) {
        ((IBuilderConfig) config).setDefaultDeviceType(number("DeviceType", device));
    }

    @Override
    public boolean canRunOnDla(Pointer config, Pointer network, int layer) {
        return ((IBuilderConfig) config).canRunOnDLA(((INetworkDefinition) network).getLayer(layer));
    }

    @Override
    public int addProfile(Pointer config, Pointer profile) {
        return ((IBuilderConfig) config).addOptimizationProfile((IOptimizationProfile) profile);
    }

    @Override
    public boolean setCalibrationProfile(Pointer config, Pointer profile) {
        return Calibrators.setProfile(config, profile);
    }

    @Override
    public void setCalibrator(Pointer config, Pointer calibrator) {
        Calibrators.set(config, calibrator);
    }

    @Override
    public @Nullable Pointer createTimingCache(Pointer config, byte[] content) {
        try (BytePointer bytes = new BytePointer(content)) {
            return ((IBuilderConfig) config).createTimingCache(bytes, content.length);
        }
    }

    @Override
    public boolean setTimingCache(Pointer config, Pointer cache, boolean ignoreMismatch) {
        return ((IBuilderConfig) config).setTimingCache((ITimingCache) cache, ignoreMismatch);
    }

    @Override
    public @Nullable Pointer serializeTimingCache(Pointer cache) {
        return ((ITimingCache) cache).serialize();
    }

    @Override
    public boolean setShape(Pointer profile, String input, String selector, long[] shape) {
        return ((IOptimizationProfile) profile)
                .setDimensions(input, nvinfer.OptProfileSelector.valueOf(selector), Shapes.dims(shape));
    }

    @Override
    public boolean isValid(Pointer profile) {
        return ((IOptimizationProfile) profile).isValid();
    }

    @Override
    public Pointer createCalibrator(CalibratorKind kind, CalibratorDialogue dialogue) {
        return Calibrators.create(kind, dialogue);
    }

    @Override
    public void deleteCalibrator(Pointer calibrator) {
        calibrator.deallocate();
    }
}
