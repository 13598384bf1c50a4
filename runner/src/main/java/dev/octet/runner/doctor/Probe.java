package dev.octet.runner.doctor;

import java.util.List;

/** Looks at one thing of the machine. */
@FunctionalInterface
interface Probe {

    /** What it found: a line or several, or none where there is nothing to say. */
    List<Finding> look();
}
