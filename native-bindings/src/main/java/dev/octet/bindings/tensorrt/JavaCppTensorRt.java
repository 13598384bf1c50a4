package dev.octet.bindings.tensorrt;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;

/** TensorRT through JavaCPP. The library must be loaded before. */
final class JavaCppTensorRt implements TensorRtCalls {

    private final LogCallback logger = new LogCallback(TensorRtLog.process());
    private final PresetConstants constants = new PresetConstants(nvinfer.class.getClassLoader());
    private final String version = new TensorRtVersions(libraryVersion(), headerVersion()).libraryText();
    private final BuilderCalls building = new JavaCppBuilding(logger, constants, version);
    private final EngineCalls running = new JavaCppRunning(logger, constants, version);
    private final NativeRelease release = DummyRelease.isPossible() ? new DummyRelease() : new VirtualTableRelease();

    private JavaCppTensorRt() {}

    /** Made at first use, after the library is loaded, and kept: TensorRT keeps its logger. */
    private static final class Holder {
        static final JavaCppTensorRt INSTANCE = new JavaCppTensorRt();
    }

    static JavaCppTensorRt instance() {
        return Holder.INSTANCE;
    }

    /**
     * TensorRT loaded, with its plugins known.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when it cannot be used here
     */
    static JavaCppTensorRt ready() {
        TensorRt.library().verifyAvailable();
        StandardPlugins.register();
        return instance();
    }

    LogCallback logger() {
        return logger;
    }

    @Override
    public int libraryVersion() {
        return nvinfer.getInferLibVersion();
    }

    @Override
    public int headerVersion() {
        return nvinfer.NV_TENSORRT_VERSION();
    }

    @Override
    public BuilderCalls building() {
        return building;
    }

    @Override
    public EngineCalls running() {
        return running;
    }

    @Override
    public void release(HandleKind kind, Pointer handle) {
        release.release(kind, handle);
    }

    @Override
    public long size(Pointer hostMemory) {
        return ((IHostMemory) hostMemory).size();
    }

    @Override
    public ByteBuffer view(Pointer hostMemory, long from, int bytes) {
        Pointer data = ((IHostMemory) hostMemory).data();
        return new BytePointer(data).capacity(from + bytes).position(from).asByteBuffer();
    }
}
