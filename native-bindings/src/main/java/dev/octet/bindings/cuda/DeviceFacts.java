package dev.octet.bindings.cuda;

/**
 * What kind of GPU a device is.
 *
 * @param index number that CUDA gives it in this process
 * @param name as the driver has it
 * @param major of the compute capability
 * @param minor of the compute capability
 * @param multiprocessors how many
 * @param integrated true when it shares its memory with the CPU, as on Jetson
 * @param totalMemory bytes
 * @param pciBusId its place, by which NVML knows it too
 * @param driver the newest CUDA that the driver can run
 * @param runtime the CUDA runtime in use
 */
public record DeviceFacts(
        int index,
        String name,
        int major,
        int minor,
        int multiprocessors,
        boolean integrated,
        long totalMemory,
        String pciBusId,
        CudaVersion driver,
        CudaVersion runtime) {

    /** The compute capability as libraries name it: {@code sm90}. */
    public String sm() {
        return "sm" + major + minor;
    }
}
