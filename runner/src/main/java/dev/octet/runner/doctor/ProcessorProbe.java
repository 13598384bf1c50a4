package dev.octet.runner.doctor;

import dev.octet.bindings.platform.Machine;
import java.util.List;

/** Which processor this is, and whether it multiplies 8-bit integers well. */
record ProcessorProbe(Machine machine) implements Probe {

    @Override
    public List<Finding> look() {
        return List.of(
                Finding.ok("processor", machine.cpuModel() + ", " + machine.cores() + " cores"),
                machine.hasVnni()
                        ? Finding.ok("vnni", "8-bit dot products")
                        : Finding.warn(
                                "vnni",
                                "no 8-bit dot products: INT8 gains less, and u8 x s8 sums can saturate",
                                "Quantize with --reduced-range for CPUs like this one."));
    }
}
