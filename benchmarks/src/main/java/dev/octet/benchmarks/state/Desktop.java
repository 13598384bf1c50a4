package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a desktop runs, which takes memory, processor and, on a Jetson, the GPU. */
public final class Desktop {

    private static final Set<String> SERVERS =
            Set.of("Xorg", "Xwayland", "gnome-shell", "kwin_wayland", "kwin_x11", "sway", "weston", "plasmashell");

    private Desktop() {}

    /** The first process found of a desktop; empty when none is seen. */
    public static Optional<String> running(KernelFiles kernel) {
        List<String> processes = kernel.names("/proc");
        return processes.stream()
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .flatMap(pid -> kernel.text("/proc/" + pid + "/comm").value().stream())
                .filter(SERVERS::contains)
                .findFirst();
    }
}
