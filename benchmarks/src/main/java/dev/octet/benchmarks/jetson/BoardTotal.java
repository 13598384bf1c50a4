package dev.octet.benchmarks.jetson;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rails add up to what a board draws. Some rails are behind others, so that a sum of all would count twice: on the
 * AGX Orin VDDQ_VDD2_1V8AO is fed by VIN_SYS_5V0, on the Orin Nano all are behind VDD_IN.
 */
enum BoardTotal {
    /** Jetson AGX Thor with the monitor at the supply of its carrier. */
    SUPPLY("the whole board, module and carrier", "VIN"),
    /** Orin Nano, Orin NX, Xavier NX, TX2. */
    MODULE_INPUT("the module", "VDD_IN"),
    /** Jetson Nano. */
    FIVE_VOLTS("the module", "POM_5V_IN"),
    /** AGX Orin. */
    AGX_ORIN("the module, without the carrier", "VDD_GPU_SOC", "VDD_CPU_CV", "VIN_SYS_5V0"),
    /** Thor on a carrier without a monitor. */
    THOR("the module, without the carrier", "VDD_GPU", "VDD_CPU_SOC_MSS", "VIN_SYS_5V0"),
    /** AGX Xavier. */
    AGX_XAVIER("the module, without the carrier", "GPU", "CPU", "SOC", "CV", "VDDRQ", "SYS5V");

    private final String covers;
    private final String names;

    BoardTotal(String covers, String... names) {
        this.covers = covers;
        this.names = String.join(" ", names);
    }

    /** The rule for rails of these names; empty when none fits. */
    static Optional<BoardTotal> of(Set<String> there) {
        return Arrays.stream(values())
                .filter(total -> there.containsAll(total.names()))
                .findFirst();
    }

    /** Why there is no rule for rails of these names. */
    static String noneFor(Set<String> there) {
        for (BoardTotal total : values()) {
            List<String> missing =
                    total.names().stream().filter(name -> !there.contains(name)).toList();
            if (missing.size() < total.names().size() - 1) {
                return "rail " + String.join(" and ", missing) + " is missing, so there is no total";
            }
        }
        return "which of the rails " + String.join(", ", new TreeSet<>(there)) + " add up to the board is not known";
    }

    /** What the total is of. */
    String covers() {
        return covers;
    }

    /** The rails that are added up. */
    List<String> names() {
        return List.of(names.split(" "));
    }
}
