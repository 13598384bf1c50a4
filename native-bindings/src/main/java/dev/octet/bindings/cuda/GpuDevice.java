package dev.octet.bindings.cuda;

/**
 * A device that CUDA can use.
 *
 * @param index the number that CUDA has for it
 * @param name its name, such as "NVIDIA H200"
 * @param major first number of its compute capability
 * @param minor second number of its compute capability
 * @param memoryBytes its memory; of an integrated GPU the machine's
 * @param integrated true when it shares the machine's memory, as on a Jetson
 * @param pciBusId where it is plugged in, as NVML knows it too
 */
public record GpuDevice(
        int index, String name, int major, int minor, long memoryBytes, boolean integrated, String pciBusId) {

    /** Its architecture as compilers and TensorRT's files name it: "sm90". */
    public String sm() {
        return "sm" + major + minor;
    }
}
