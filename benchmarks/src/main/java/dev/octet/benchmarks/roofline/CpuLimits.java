package dev.octet.benchmarks.roofline;

import dev.octet.bindings.platform.Machine;
import java.util.Set;

/**
 * An estimate of what processors do at most: cores times clock times the multiply-accumulates that the widest vector
 * instructions do in a cycle, with two of them a cycle as server and desktop processors have it. Half precision is as fast as
 * single, into which it is converted.
 */
public final class CpuLimits {

    private CpuLimits() {}

    /**
     * Multiply-accumulates of a core in a cycle.
     *
     * @param fp32 floats
     * @param int8 8-bit integers with sums of 32 bits
     * @param name of the instructions
     */
    record Vectors(int fp32, int int8, String name) {}

    /**
     * The limits.
     *
     * @param machine its flags and its name
     * @param cores that are used
     * @param clock of a core
     * @param bytesPerSecond of memory, measured
     */
    public static DeviceLimits of(Machine machine, int cores, CpuClock clock, double bytesPerSecond) {
        Vectors vectors = vectors(machine.cpuFlags(), machine.arch());
        double cycles = cores * clock.hertz();
        return new DeviceLimits(
                machine.cpuModel() + ", " + cores + (cores == 1 ? " core" : " cores"),
                cycles * vectors.int8(),
                cycles * vectors.fp32(),
                cycles * vectors.fp32(),
                bytesPerSecond,
                "estimate from " + vectors.name() + " at " + clock.text() + "; memory measured");
    }

    /**
     * Two instructions a cycle: FMA of 8 floats (AVX2), 16 (AVX-512), 4 (NEON). For 8-bit integers: VPDPBUSD multiplies 4 times
     * as many as there are floats; SDOT 16, SMMLA 32; TDPBUSD of AMX 16,384 in 16 cycles; without any of them VPMADDUBSW or
     * two VPMADDWD and an addition, about as many as 4 times the floats in two instructions.
     */
    static Vectors vectors(Set<String> flags, String arch) {
        if (flags.contains("amx_int8")) {
            return new Vectors(32, 1024, "AVX-512 and AMX");
        }
        if (flags.contains("avx512f")) {
            return flags.contains("avx512_vnni")
                    ? new Vectors(32, 128, "AVX-512 VNNI")
                    : new Vectors(32, 64, "AVX-512 without VNNI");
        }
        if (flags.contains("avx2")) {
            return flags.contains("avx_vnni")
                    ? new Vectors(16, 64, "AVX2 and AVX-VNNI")
                    : new Vectors(16, 32, "AVX2 without VNNI");
        }
        if (arch.equals("aarch64")) {
            return flags.contains("i8mm")
                    ? new Vectors(8, 64, "NEON with int8 matrix products")
                    : flags.contains("asimddp")
                            ? new Vectors(8, 32, "NEON with dot products")
                            : new Vectors(8, 16, "NEON without dot products");
        }
        return new Vectors(8, 16, "vectors of 128 bits");
    }
}
