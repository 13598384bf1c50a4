package dev.octet.runner.engine;

import dev.octet.bindings.tensorrt.CalibrationCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import java.util.Optional;

/** The ranges of a build in TensorRT's text form, remembered for the manifest. */
interface RangesText extends CalibrationCache {

    /** SHA-256 of the ranges that were read or written last; nothing when there were none. */
    Optional<String> sha256();

    /** The ranges that a request asks for, for the TensorRT that builds. */
    static RangesText of(CalibrationInput input, TensorRtVersion version) {
        return input.calibrator().isOctets()
                ? new OctetRanges(input, version)
                : new CacheFile(input.cache(), input.calibrator(), version);
    }
}
