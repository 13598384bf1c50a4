package dev.octet.benchmarks.power;

import dev.octet.bindings.nvml.NvmlDevice;
import dev.octet.bindings.nvml.NvmlState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What NVML tells of a GPU: its energy counter and its power, those of both that it has. */
final class NvmlPower implements PowerSource {

    private static final long MICROS_PER_MILLI = 1000;

    private final String name;
    private final String covers;
    private final String accuracy;
    private final Quantity quantity;
    private final LongSupplier milli;

    private NvmlPower(String name, String covers, String accuracy, Quantity quantity, LongSupplier milli) {
        this.name = name;
        this.covers = covers;
        this.accuracy = accuracy;
        this.quantity = quantity;
        this.milli = milli;
    }

    /** Adds what the device tells to the sources, and what it does not to the reasons. */
    static void find(NvmlDevice device, String gpu, List<PowerSource> sources, List<String> reasons) {
        NvmlState state = device.state();
        List<String> untold = new ArrayList<>();
        if (state.energyJoules().isTold()) {
            sources.add(new NvmlPower(
                    "NVML energy counter",
                    gpu + " with its memory",
                    "counts since the driver was loaded, renewed every 20 to 100 ms",
                    Quantity.ENERGY,
                    device::energyMillijoules));
        } else {
            untold.add("energy counter " + state.energyJoules().reason());
        }
        if (state.powerWatts().isTold()) {
            sources.add(new NvmlPower(
                    "NVML power",
                    gpu + " with its memory",
                    "within 5 W by its documentation; the mean of the last second on Ampere and later",
                    Quantity.POWER,
                    device::powerMilliwatts));
        } else {
            untold.add("power " + state.powerWatts().reason());
        }
        if (!untold.isEmpty()) {
            reasons.add("NVML of " + gpu + ": " + String.join(", ", untold));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String covers() {
        return covers;
    }

    @Override
    public String accuracy() {
        return accuracy;
    }

    @Override
    public Quantity quantity() {
        return quantity;
    }

    @Override
    public long read() {
        return milli.getAsLong() * MICROS_PER_MILLI;
    }

    @Override
    public void close() {}
}
