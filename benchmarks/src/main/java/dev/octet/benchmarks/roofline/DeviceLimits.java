package dev.octet.benchmarks.roofline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a device does at most, dense: without structured sparsity, which doubles the figures of many data sheets, and
 * without its other accelerators.
 *
 * @param device its name
 * @param int8Macs multiply-accumulate operations of 8-bit integers, a second
 * @param fp16Macs of half precision, a second
 * @param fp32Macs of single precision, a second; of TF32 where TensorRT computes FP32 layers so
 * @param bytesPerSecond of its memory
 * @param origin where the figures come from, and whether they are an estimate
 */
public record DeviceLimits(
        String device, double int8Macs, double fp16Macs, double fp32Macs, double bytesPerSecond, String origin) {

    private static final double GIGA = 1e9;

    public DeviceLimits {
        if (!(int8Macs > 0) || !(fp16Macs > 0) || !(fp32Macs > 0) || !(bytesPerSecond > 0)) {
            throw new IllegalArgumentException("limits of " + device + " must all be positive: int8Macs " + int8Macs
                    + ", fp16Macs " + fp16Macs + ", fp32Macs " + fp32Macs + ", bytesPerSecond " + bytesPerSecond);
        }
    }

    /**
     * From the figures of a data sheet.
     *
     * @param int8Tops 10^12 operations a second; a multiply-accumulate is two
     * @param fp16Tflops likewise
     * @param fp32Tflops likewise
     * @param gigabytes 10^9 bytes a second
     */
    static DeviceLimits dense(
            String device, double int8Tops, double fp16Tflops, double fp32Tflops, double gigabytes, String origin) {
        return new DeviceLimits(
                device, int8Tops * 5e11, fp16Tflops * 5e11, fp32Tflops * 5e11, gigabytes * GIGA, origin);
    }

    /** Multiply-accumulate operations of this kind a second. */
    public double macs(Arithmetic arithmetic) {
        return switch (arithmetic) {
            case INT8 -> int8Macs;
            case FP16 -> fp16Macs;
            case FP32 -> fp32Macs;
        };
    }

    /** In one line, for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s: INT8 %.1f, FP16 %.1f, FP32 %.1f GMAC/s dense, memory %.1f GB/s (%s)",
                device,
                int8Macs / GIGA,
                fp16Macs / GIGA,
                fp32Macs / GIGA,
                bytesPerSecond / GIGA,
                origin);
    }

    /** By name, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("device", device);
        map.put("int8GigaMacsPerSecond", int8Macs / GIGA);
        map.put("fp16GigaMacsPerSecond", fp16Macs / GIGA);
        map.put("fp32GigaMacsPerSecond", fp32Macs / GIGA);
        map.put("gigabytesPerSecond", bytesPerSecond / GIGA);
        map.put("origin", origin);
        return map;
    }
}
