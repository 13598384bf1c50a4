package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuDriver;
import dev.octet.bindings.cuda.GpuRuntime;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.nvml.NvmlReading;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What there is between Octet and a GPU. Every question but {@link #whereIs} throws a {@link ToolkitException} with the
 * diagnosis where the thing cannot be used.
 */
interface GpuStack {

    /** The driver and a device, told from files. */
    GpuDriver driver();

    /** CUDA and its devices. */
    GpuRuntime cuda();

    /** TensorRT as it is loaded. */
    TensorRtProbe tensorRt();

    /** The builder resource of TensorRT for that device. */
    Path builderResource(GpuDevice device);

    /** How the device is set. */
    NvmlReading nvml(GpuDevice device);

    /** Where a library is, without loading it. */
    Optional<String> whereIs(String soname);

    /** An answer of the stack; empty where it cannot be had. */
    static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (ToolkitException e) {
            return Optional.empty();
        }
    }
}
