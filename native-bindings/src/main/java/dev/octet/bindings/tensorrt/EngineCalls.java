package dev.octet.bindings.tensorrt;

import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The half of {@link TensorRtCalls} that runs engines. */
interface EngineCalls {

    @Nullable
    Pointer createRuntime();

    void setDlaCore(Pointer runtime, int core);

    void setTemporaryDirectory(Pointer runtime, String folder);

    /** Loads a plan, direct; it may go once this returns. */
    @Nullable
    Pointer deserialize(Pointer runtime, ByteBuffer plan);

    List<EngineTensor> tensors(Pointer engine);

    int profiles(Pointer engine);

    long[] profileShape(Pointer engine, String input, int profile, String selector);

    long deviceMemory(Pointer engine);

    int engineLayers(Pointer engine);

    @Nullable
    Pointer createInspector(Pointer engine);

    String inspect(Pointer inspector);

    @Nullable
    Pointer createContext(Pointer engine);

    boolean setProfile(Pointer context, int profile, Pointer stream);

    boolean setInputShape(Pointer context, String input, long[] shape);

    /** Sizes of a tensor for the input shapes set so far; -1 where they leave one open. */
    long[] shape(Pointer context, String tensor);

    boolean bind(Pointer context, String tensor, Pointer memory);

    boolean enqueue(Pointer context, Pointer stream);
}
