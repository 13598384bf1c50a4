package dev.octet.calibrator.exchange;

/**
 * Which scales a layer can compute with. Outside of {@value #LEAST} to {@value #GREATEST} the product of two scales
 * leaves float32, and no activation of a working network is that small or large: such a scale, zero, a negative one, NaN
 * and infinity mean that calibration data or file are broken.
 */
final class SoundScale {

    static final float LEAST = 1e-18f;
    static final float GREATEST = (float) 1e18;

    /** The integer that stands for the end of a symmetric range. */
    static final int STEPS = 127;

    /** The largest magnitude of a range. */
    static final float GREATEST_VALUE = STEPS * GREATEST;

    /** For messages. */
    static final String EXPECTED = "expected a number from 1e-18 to 1e18";

    private SoundScale() {}

    static boolean isSound(float scale) {
        return scale >= LEAST && scale <= GREATEST;
    }
}
