package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;

/** Running through JavaCPP: one call of TensorRT each. */
final class JavaCppRunning implements EngineCalls {

    private final LogCallback logger;
    private final PresetConstants constants;
    private final String version;

    JavaCppRunning(LogCallback logger, PresetConstants constants, String version) {
        this.logger = logger;
        this.constants = constants;
        this.version = version;
    }

    @Override
    public @Nullable Pointer createRuntime() {
        return nvinfer.createInferRuntime(logger);
    }

    @Override
    public void setDlaCore(Pointer runtime, int core) {
        ((IRuntime) runtime).setDLACore(core);
    }

    @Override
    public void setTemporaryDirectory(Pointer runtime, String folder) {
        ((IRuntime) runtime).setTemporaryDirectory(folder);
    }

    @Override
    public @Nullable Pointer deserialize(Pointer runtime, ByteBuffer plan) {
        try (BytePointer bytes = new BytePointer(plan)) {
            return ((IRuntime) runtime).deserializeCudaEngine(bytes, plan.remaining());
        }
    }

    @Override
    public List<EngineTensor> tensors(Pointer pointer) {
        ICudaEngine engine = (ICudaEngine) pointer;
        int count = engine.getNbIOTensors();
        List<EngineTensor> tensors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = engine.getIOTensorName(i);
            tensors.add(new EngineTensor(
                    name,
                    engine.getTensorIOMode(name).intern().name().equals("kINPUT"),
                    type(name, engine.getTensorDataType(name).intern().name()),
                    Shapes.list(engine.getTensorShape(name)),
                    engine.getTensorLocation(name).intern().name().equals("kDEVICE")));
        }
        return tensors;
    }

    private ElementType type(String tensor, String dataType) {
        return EngineTypes.named(dataType)
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "The engine's tensor '" + tensor + "' is of type " + dataType
                                + ", which cannot be an input or output here (TensorRT " + version + ").",
                        "Build the engine with inputs and outputs in FP32, FP16, INT8, UINT8, INT32 or INT64."));
    }

    @Override
    public int profiles(Pointer engine) {
        return ((ICudaEngine) engine).getNbOptimizationProfiles();
    }

    @Override
    public long[] profileShape(Pointer engine, String input, int profile, String selector) {
        return Shapes.array(
                ((ICudaEngine) engine).getProfileShape(input, profile, nvinfer.OptProfileSelector.valueOf(selector)));
    }

    @Override
    public long deviceMemory(Pointer engine) {
        return ((ICudaEngine) engine).getDeviceMemorySizeV2();
    }

    @Override
    public int engineLayers(Pointer engine) {
        return ((ICudaEngine) engine).getNbLayers();
    }

    @Override
    public @Nullable Pointer createInspector(Pointer engine) {
        return ((ICudaEngine) engine).createEngineInspector();
    }

    @Override
    public String inspect(Pointer inspector) {
        constants.require("LayerInformationFormat", "kJSON", version);
        String json =
                ((IEngineInspector) inspector).getEngineInformation(nvinfer.LayerInformationFormat.valueOf("kJSON"));
        return json == null ? "" : json;
    }

    @Override
    public @Nullable Pointer createContext(Pointer engine) {
        return ((ICudaEngine) engine).createExecutionContext();
    }

    @Override
    public boolean setProfile(Pointer context, int profile, Pointer stream) {
        return ((IExecutionContext) context).setOptimizationProfileAsync(profile, (CUstream_st) stream);
    }

    @Override
    public boolean setInputShape(Pointer context, String input, long[] shape) {
        return ((IExecutionContext) context).setInputShape(input, Shapes.dims(shape));
    }

    @Override
    public long[] shape(Pointer context, String tensor) {
        return Shapes.array(((IExecutionContext) context).getTensorShape(tensor));
    }

    @Override
    public boolean bind(Pointer context, String tensor, Pointer memory) {
        return ((IExecutionContext) context).setTensorAddress(tensor, memory);
    }

    @Override
    public boolean enqueue(Pointer context, Pointer stream) {
        return ((IExecutionContext) context).enqueueV3((CUstream_st) stream);
    }
}
