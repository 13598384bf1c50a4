package dev.octet.bindings.tensorrt;

import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;

/**
 * Deletes with the bindings' own {@code delete}: up to TensorRT 10 each of these classes can be made in Java, and what is
 * made so carries the address of native code that deletes an object of the class. The destructors are virtual, so that
 * code is right for TensorRT's objects too.
 */
final class DummyRelease implements NativeRelease {

    private final NativeDelete deletion = new NativeDelete();
    private final Map<HandleKind, Long> functions = new EnumMap<>(HandleKind.class);

    DummyRelease() {
        learn(HandleKind.BUILDER, new IBuilder());
        learn(HandleKind.NETWORK, new INetworkDefinition());
        learn(HandleKind.CONFIG, new IBuilderConfig());
        learn(HandleKind.TIMING_CACHE, new ITimingCache());
        learn(HandleKind.HOST_MEMORY, new IHostMemory());
        learn(HandleKind.RUNTIME, new IRuntime());
        learn(HandleKind.ENGINE, new ICudaEngine());
        learn(HandleKind.CONTEXT, new IExecutionContext());
        learn(HandleKind.INSPECTOR, new IEngineInspector());
    }

    /** True where the presets can make objects of these classes. */
    static boolean isPossible() {
        return java.util.Arrays.stream(IRuntime.class.getConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    private void learn(HandleKind kind, Pointer dummy) {
        long function = deletion.functionOf(dummy)
                .orElseThrow(() -> new IllegalStateException("JavaCPP gives no way to delete a " + kind.owner()));
        functions.put(kind, function);
        dummy.deallocate();
    }

    @Override
    public void release(HandleKind kind, Pointer handle) {
        Long function = functions.get(kind);
        // The parser's destructor is not ours to find: the process that builds gives its memory back when it ends.
        if (function != null) {
            deletion.delete(handle, function);
        }
    }
}
