package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Loads engines. A plan is a program: loading one from someone else runs their code, so load only what you built or can
 * verify. Code that a plan carries for the host is never allowed. The owner of its engines: closing it closes them.
 */
public final class EngineRuntime implements AutoCloseable {

    private final TensorRtCalls calls;
    private final TensorRtVersions versions;
    private final Native handle;

    private EngineRuntime(TensorRtCalls calls) {
        this.calls = calls;
        this.versions = new TensorRtVersions(calls.libraryVersion(), calls.headerVersion());
        this.handle = Native.made(calls, HandleKind.RUNTIME, calls.running()::createRuntime);
    }

    /**
     * A runtime for the current device of this thread.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT cannot be used here
     */
    public static EngineRuntime create() {
        return create(JavaCppTensorRt.ready());
    }

    static EngineRuntime create(TensorRtCalls calls) {
        return new EngineRuntime(calls);
    }

    /** The versions of the library and of the bindings. */
    public TensorRtVersions versions() {
        return versions;
    }

    /** Runs on a DLA core the engines that are loaded after this. */
    public void setDla(int core) {
        calls.running().setDlaCore(handle.get(), core);
    }

    /** Where TensorRT may put files that it needs while it loads. */
    public void setTemporaryFolder(Path folder) {
        calls.running().setTemporaryDirectory(handle.get(), folder.toString());
    }

    /**
     * Loads the engine in a file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the file cannot be read, {@code UNSUPPORTED} when it was built by
     *     another version or for another GPU
     */
    public Engine load(Path plan) {
        try (FileChannel channel = FileChannel.open(plan, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "The engine " + plan + " has " + channel.size()
                                + " bytes, more than the 2 GiB that can be loaded.",
                        "Build it with --strip, or from a smaller model.");
            }
            return load(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), plan.toString());
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The engine " + plan + " cannot be read: " + e.getMessage() + ".",
                    "Check the path; `octet build` makes engines.",
                    new UncheckedIOException(e));
        }
    }

    /**
     * Loads the engine in memory.
     *
     * @param plan direct; it may go once this returns
     * @param name what messages call it
     * @throws ToolkitException {@code BAD_INPUT} when it is empty, {@code UNSUPPORTED} when it was built by another
     *     version or for another GPU
     */
    public Engine load(ByteBuffer plan, String name) {
        if (!plan.hasRemaining()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT, "The engine " + name + " is empty.", "Build it again with `octet build`.");
        }
        return new Engine(calls, handle, plan, name);
    }

    @Override
    public void close() {
        handle.end();
    }
}
