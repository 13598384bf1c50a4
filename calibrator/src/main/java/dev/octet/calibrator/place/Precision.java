package dev.octet.calibrator.place;

/** What a node computes in. */
public enum Precision {
    /** 8-bit integers with wider accumulators. */
    INT8,
    /** The precision of the float model, or what the target replaces it by. */
    FLOAT
}
