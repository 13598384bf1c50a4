package dev.octet.benchmarks.roofline;

/**
 * What one node of a graph has to do at least.
 *
 * @param node its name
 * @param arithmetic the numbers that it multiplies
 * @param macs multiply-accumulate operations
 * @param weightBytes constants that are read
 * @param activationBytes tensors that are read and written
 */
public record LayerWork(String node, Arithmetic arithmetic, long macs, long weightBytes, long activationBytes) {

    public LayerWork {
        if (macs < 0 || weightBytes < 0 || activationBytes < 0) {
            throw new IllegalArgumentException("macs " + macs + ", weightBytes " + weightBytes + " and activationBytes "
                    + activationBytes + " of " + node + " must not be negative");
        }
    }

    /** All that it reads and writes. */
    public long bytes() {
        return weightBytes + activationBytes;
    }

    /** The shortest time on a device, seconds: the longer of computing and of moving, which overlap at best. */
    double seconds(DeviceLimits device) {
        return Math.max(computeSeconds(device), memorySeconds(device));
    }

    double computeSeconds(DeviceLimits device) {
        return macs / device.macs(arithmetic);
    }

    double memorySeconds(DeviceLimits device) {
        return bytes() / device.bytesPerSecond();
    }

    /** The same for so many images in one run: weights are read once. */
    LayerWork times(int images) {
        return new LayerWork(
                node,
                arithmetic,
                Math.multiplyExact(macs, images),
                weightBytes,
                Math.multiplyExact(activationBytes, images));
    }
}
