package dev.octet.runner.detect;

/** Which classes of a box become candidates. */
public enum Labels {
    /** Every class whose score exceeds the threshold, as evaluations do. */
    EVERY_CLASS,
    /** The class of the highest score alone, as many deployed models do. */
    BEST_CLASS
}
