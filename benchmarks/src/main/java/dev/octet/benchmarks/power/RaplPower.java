package dev.octet.benchmarks.power;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelNumber;
import dev.octet.benchmarks.sysfs.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy counters of x86 processors (RAPL), by {@code /sys/class/powercap}: all packages and their memory. Counters
 * that wrap around are followed as long as each is read once before it comes round, which takes a minute or more.
 */
final class RaplPower implements PowerSource {

    private static final String FOLDER = "/sys/class/powercap/";

    private final List<String> names;
    private final KernelNumber[] counters;
    private final long[] range;
    private final long[] before;
    private long total;

    private RaplPower(List<Zone> zones, List<KernelNumber> open) {
        names = zones.stream().map(Zone::name).toList();
        counters = open.toArray(KernelNumber[]::new);
        range = zones.stream().mapToLong(Zone::range).toArray();
        before = zones.stream().mapToLong(Zone::now).toArray();
    }

    /** A counter: its folder, its name, where it wraps around, and what it says now. */
    private record Zone(String folder, String name, long range, long now) {}

    /** Adds the counters of this processor to the sources, or why there are none to the reasons. */
    static void find(KernelFiles files, List<PowerSource> sources, List<String> reasons) {
        List<Zone> zones = new ArrayList<>();
        for (String folder : files.names(FOLDER)) {
            // The same packages come again as intel-rapl-mmio; those must not count twice.
            if (folder.matches("intel-rapl:\\d+(:\\d+)?")) {
                String problem = add(files, folder, zones);
                if (!problem.isEmpty()) {
                    reasons.add("RAPL: " + problem);
                    return;
                }
            }
        }
        if (zones.isEmpty()) {
            reasons.add(
                    "RAPL: no counter in /sys/class/powercap, as in most virtual machines and on processors without it");
            return;
        }
        try {
            sources.add(open(files, zones));
        } catch (IOException e) {
            reasons.add("RAPL: " + e.getMessage());
        }
    }

    /** Adds a package or the memory of one; returns why it cannot be read, or nothing. */
    private static String add(KernelFiles files, String folder, List<Zone> zones) {
        String name = files.text(FOLDER + folder + "/name").value().orElse("");
        boolean counts = name.startsWith("package") || name.equals("dram");
        if (!counts) {
            // Cores are in their package, and the platform ("psys") holds the packages.
            return "";
        }
        KernelText now = files.text(FOLDER + folder + "/energy_uj");
        KernelText range = files.text(FOLDER + folder + "/max_energy_range_uj");
        for (KernelText needed : List.of(now, range)) {
            if (needed.number().isEmpty()) {
                return needed.numberProblem()
                        + (needed.isDenied() ? " (run as root, or 'sudo chmod a+r " + needed.path() + "')" : "");
            }
        }
        zones.add(
                new Zone(folder, name, range.number().getAsLong(), now.number().getAsLong()));
        return "";
    }

    @SuppressWarnings("MustBeClosedChecker") // the source closes them
    private static RaplPower open(KernelFiles files, List<Zone> zones) throws IOException {
        List<KernelNumber> open = new ArrayList<>();
        try {
            for (Zone zone : zones) {
                open.add(files.open(FOLDER + zone.folder() + "/energy_uj"));
            }
        } catch (IOException e) {
            open.forEach(KernelNumber::close);
            throw e;
        }
        return new RaplPower(zones, open);
    }

    @Override
    public String name() {
        return "RAPL";
    }

    @Override
    public String covers() {
        long packages =
                names.stream().filter(name -> name.startsWith("package")).count();
        return (packages == 1 ? "the processor" : packages + " processors")
                + (names.contains("dram") ? " and the memory" : ", without the memory");
    }

    @Override
    public String accuracy() {
        return "counted by the processor, renewed every millisecond or so; a model on some processors";
    }

    @Override
    public Quantity quantity() {
        return Quantity.ENERGY;
    }

    @Override
    public long read() throws IOException {
        for (int i = 0; i < counters.length; i++) {
            long now = counters[i].read();
            total += now >= before[i] ? now - before[i] : now + range[i] - before[i];
            before[i] = now;
        }
        return total;
    }

    @Override
    public void close() {
        for (KernelNumber counter : counters) {
            counter.close();
        }
    }
}
