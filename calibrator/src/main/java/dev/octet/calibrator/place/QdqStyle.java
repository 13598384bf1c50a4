package dev.octet.calibrator.place;

/** Around what a target wants its Q/DQ pairs. */
public enum QdqStyle {
    /** On what integer layers read; the runtime fuses the activation behind a layer and moves Q back to it. */
    INPUTS_ONLY,
    /** On everything that integer nodes read and make, so that each becomes one integer kernel. */
    INPUTS_AND_OUTPUTS
}
