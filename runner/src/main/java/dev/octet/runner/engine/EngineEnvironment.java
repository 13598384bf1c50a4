package dev.octet.runner.engine;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.tensorrt.TensorRtVersions;

/**
 * What an engine is built with or is to run on.
 *
 * @param tensorRt version of the library, as in 10.15.1
 * @param cuda version of the CUDA runtime
 * @param driver the newest CUDA that the driver can run
 * @param gpu name of the GPU
 * @param computeMajor of its compute capability
 * @param computeMinor of its compute capability
 * @param architecture of the processor beside it, as the JDK names it
 */
public record EngineEnvironment(
        String tensorRt,
        String cuda,
        String driver,
        String gpu,
        int computeMajor,
        int computeMinor,
        String architecture) {

    /** This process with one of its GPUs. */
    public static EngineEnvironment of(Device device, TensorRtVersions versions) {
        return new EngineEnvironment(
                versions.libraryText(),
                device.runtime().toString(),
                device.driver().toString(),
                device.facts().name(),
                device.facts().major(),
                device.facts().minor(),
                System.getProperty("os.arch"));
    }

    /** The compute capability as libraries name it: {@code sm90}. */
    public String sm() {
        return "sm" + computeMajor + computeMinor;
    }
}
