package dev.octet.runner.doctor;

import dev.octet.bindings.platform.LinuxRelease;
import dev.octet.bindings.platform.Machine;
import java.lang.Runtime.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which operating system and C library this is. */
record SystemProbe(Machine machine, Optional<LinuxRelease> release) implements Probe {

    /** What the native libraries of OpenCV are linked against; those for the GPU need 2.34. */
    private static final Version OLDEST_GLIBC = Version.parse("2.35");

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        String system = machine.os() + " " + machine.arch();
        findings.add(
                Finding.ok("system", release.map(r -> system + ", " + r.name()).orElse(system)));
        machine.glibcVersion().ifPresent(version -> findings.add(glibc(version)));
        return findings;
    }

    private static Finding glibc(String version) {
        return Version.parse(version).compareTo(OLDEST_GLIBC) >= 0
                ? Finding.ok("glibc", version)
                : Finding.fail(
                        "glibc",
                        version + ", older than " + OLDEST_GLIBC,
                        "Use a system such as Debian 12 or Ubuntu 22.04, or later.");
    }
}
