package dev.octet.runner.doctor;

import java.util.List;

/** Which Java this is. */
record JavaProbe(String jdk) implements Probe {

    @Override
    public List<Finding> look() {
        return List.of(Finding.ok("java", jdk + ", " + Runtime.version()));
    }
}
