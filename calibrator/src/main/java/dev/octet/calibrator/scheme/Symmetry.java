package dev.octet.calibrator.scheme;

/** Whether the integer grid is centred on zero or laid over the range as it is. */
public enum Symmetry {
    /** The grid covers {@code [min, max]}, extended to hold zero; the zero point moves. */
    AFFINE,
    /** The grid covers {@code [-amax, amax]}; the zero point is fixed. */
    SYMMETRIC
}
