package dev.octet.runner.doctor;

/** What is said of a library that is not loaded, because its driver cannot be used. */
final class WithoutDriver {

    private static final String FIX = "See what the lines above say about the driver and CUDA first.";

    private WithoutDriver() {}

    static Finding finding(GpuStack gpu, String check, String soname, boolean gpuNeeded) {
        String found = "not loaded, since it needs the GPU; "
                + gpu.whereIs(soname)
                        .map(place -> soname + " is there: " + place)
                        .orElse(soname + " is not installed");
        return gpuNeeded ? Finding.fail(check, found, FIX) : Finding.warn(check, found, FIX);
    }
}
