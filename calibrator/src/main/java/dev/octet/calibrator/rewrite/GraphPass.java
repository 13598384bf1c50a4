package dev.octet.calibrator.rewrite;

/** One transformation of the graph; it does one thing and leaves the rest as it is. */
interface GraphPass {

    /** Applies the transformation to the rewriting under way. */
    void apply(Rewriting rewriting);
}
