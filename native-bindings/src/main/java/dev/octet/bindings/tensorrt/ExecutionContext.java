package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.SharedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** One run of an engine at a time. Runs at the same time need a context and a stream each. One thread at a time. */
public final class ExecutionContext implements AutoCloseable {

    private final TensorRtCalls calls;
    private final Native handle;

    ExecutionContext(TensorRtCalls calls, Native engine) {
        this.calls = calls;
        this.handle =
                engine.within(calls, HandleKind.CONTEXT, () -> calls.running().createContext(engine.get()));
    }

    /** Chooses the optimization profile of the runs that follow on a stream. */
    public void setProfile(int profile, Stream stream) {
        Native.require(
                () -> calls.running().setProfile(handle.get(), profile, stream.handle()),
                "TensorRT did not take optimization profile " + profile);
    }

    /** Says how large an input is in the runs that follow. Captured graphs do not follow it. */
    public void setInputShape(String input, long... shape) {
        Native.require(
                () -> calls.running().setInputShape(handle.get(), input, shape),
                "The engine does not take input '" + input + "' of shape " + Arrays.toString(shape));
    }

    /** Sizes of a tensor with the input shapes set so far; -1 where they leave one open. */
    public long[] shape(String tensor) {
        return calls.running().shape(handle.get(), tensor);
    }

    /** Says where a tensor lies. Captured graphs do not follow it. */
    public void bind(String tensor, DeviceBuffer memory) {
        bind(tensor, memory.pointer());
    }

    /** The same of memory that the host uses too. */
    public void bind(String tensor, SharedBuffer memory) {
        bind(tensor, memory.pointer());
    }

    private void bind(String tensor, Pointer memory) {
        Native.require(
                () -> calls.running().bind(handle.get(), tensor, memory),
                "The engine has no tensor '" + tensor + "' on the device");
    }

    /** Puts a run on a stream. It has ended when the stream says so; failures on the device show there too. */
    public void enqueue(Stream stream) {
        if (!calls.running().enqueue(handle.get(), stream.handle())) {
            throw TensorRtFailure.of(
                    "TensorRT did not start a run", TensorRtLog.process().complaints());
        }
    }

    @Override
    public void close() {
        handle.end();
    }
}
