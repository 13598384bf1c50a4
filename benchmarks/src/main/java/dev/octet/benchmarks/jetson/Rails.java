package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rails of a board. From JetPack 5 on the monitors are hwmon devices: an INA3221 with three channels
 * ({@code inN_label}, {@code inN_input} in mV, {@code currN_input} in mA), on Thor an INA238 with one as well ({@code label},
 * {@code power1_input} in uW). JetPack 4 has iio devices ({@code rail_name_N}, {@code in_powerN_input} in mW).
 */
final class Rails {

    private static final String HWMON = "/sys/class/hwmon/";
    private static final String DRIVERS = "/sys/bus/i2c/drivers/";
    private static final int CHANNELS = 3;

    private final KernelFiles kernel;
    private final Map<String, Rail> rails = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Rails(KernelFiles kernel) {
        this.kernel = kernel;
    }

    /** The rails that are there, in the order of the monitors. */
    static List<Rail> of(KernelFiles kernel, List<String> problems) {
        Rails found = new Rails(kernel);
        found.look();
        problems.addAll(found.problems);
        return List.copyOf(found.rails.values());
    }

    private void look() {
        for (String device : kernel.names(HWMON)) {
            addDevice(HWMON + device + "/");
        }
        for (String driver : List.of("ina3221", "ina238")) {
            for (String address : kernel.names(DRIVERS + driver)) {
                String hwmon = DRIVERS + driver + "/" + address + "/hwmon/";
                for (String device : kernel.names(hwmon)) {
                    addDevice(hwmon + device + "/");
                }
            }
        }
        if (rails.isEmpty()) {
            for (String address : kernel.names(DRIVERS + "ina3221x")) {
                addIio(DRIVERS + "ina3221x/" + address + "/");
            }
        }
        if (rails.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "no power monitor: neither an ina3221 below /sys/class/hwmon nor one below /sys/bus/i2c/drivers");
        }
    }

    private void addDevice(String folder) {
        KernelText name = kernel.text(folder + "name");
        String chip = name.value().orElse("");
        if (name.value().isEmpty() && !name.isAbsent()) {
            problems.add(name.sentence());
        } else if (chip.equals("ina3221")) {
            for (int channel = 1; channel <= CHANNELS; channel++) {
                addChannel(folder, chip, channel);
            }
        } else if (chip.startsWith("ina2")) {
            addSingle(folder, chip);
        }
    }

    private void addChannel(String folder, String chip, int channel) {
        KernelText label = kernel.text(folder + "in" + channel + "_label");
        if (Rail.isConnected(label)) {
            add(new Rail(
                    label.value().orElseThrow(),
                    chip,
                    List.of(folder + "in" + channel + "_input", folder + "curr" + channel + "_input"),
                    1));
        } else if (!label.isAbsent() && label.value().isEmpty()) {
            problems.add(label.sentence());
        }
    }

    private void addSingle(String folder, String chip) {
        KernelText label = kernel.text(folder + "label");
        if (!Rail.isConnected(label)) {
            return;
        }
        String name = label.value().orElseThrow();
        String power = folder + "power1_input";
        add(
                kernel.exists(power)
                        ? new Rail(name, chip, List.of(power), 1)
                        : new Rail(name, chip, List.of(folder + "in1_input", folder + "curr1_input"), 1));
    }

    private void addIio(String address) {
        for (String device : kernel.names(address)) {
            if (device.startsWith("iio:device")) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    String folder = address + device + "/";
                    KernelText label = kernel.text(folder + "rail_name_" + channel);
                    if (Rail.isConnected(label)) {
                        String power = folder + "in_power" + channel + "_input";
                        add(new Rail(label.value().orElseThrow(), "ina3221x", List.of(power), 1000));
                    }
                }
            }
        }
    }

    /** The same monitor is in more than one folder: the first counts. */
    private void add(Rail rail) {
        if (rails.putIfAbsent(rail.name(), rail) == null) {
            problems.addAll(rail.problems(kernel));
        }
    }
}
