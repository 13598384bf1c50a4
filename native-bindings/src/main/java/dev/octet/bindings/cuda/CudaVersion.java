package dev.octet.bindings.cuda;

/**
 * A version of CUDA.
 *
 * @param major 13 of 13.1
 * @param minor 1 of 13.1
 */
public record CudaVersion(int major, int minor) {

    /** The version that CUDA writes as one number: 1000 times major, and 10 times minor. */
    public static CudaVersion ofNumber(int number) {
        return new CudaVersion(number / 1000, number % 1000 / 10);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
