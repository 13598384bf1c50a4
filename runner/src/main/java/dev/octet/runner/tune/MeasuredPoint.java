package dev.octet.runner.tune;

import dev.octet.runner.evaluate.MapDrop;

/**
 * A point and what it loses on images that it was neither calibrated nor searched on.
 *
 * @param point the split
 * @param integerMacs share of the network's operations in integers, 0 to 1
 * @param bytes of the model file
 * @param evidence mAP and drop as measured
 * @param expected the drop that is believed, from this and the other points together
 */
public record MeasuredPoint(TunePoint point, double integerMacs, long bytes, DropEvidence evidence, double expected) {

    /** Against annotations where there are any. */
    public MapDrop measured() {
        return evidence.measured();
    }
}
