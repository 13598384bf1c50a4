package dev.octet.calibrator.rewrite;

/**
 * Rows or columns of a convolution of stride 2 over pixels, and of the same convolution of stride 1 over pairs of pixels.
 *
 * @param size pixels, even
 * @param kernel taps
 * @param begin padding before the first pixel
 * @param end padding behind the last pixel
 */
record PackedAxis(int size, int kernel, int begin, int end) {

    /** Pixels in a pair. */
    static final int PAIR = 2;

    /** Padding in pairs before the first pair. */
    int packedBegin() {
        return (begin + 1) / PAIR;
    }

    /** Taps over pairs. */
    int packedKernel() {
        return pair(kernel - 1) + 1;
    }

    /** Padding in pairs behind the last pair that gives as many outputs as before; negative when there is none. */
    int packedEnd() {
        int outputs = (size + begin + end - kernel) / PAIR + 1;
        return outputs - 1 + packedKernel() - packedBegin() - size / PAIR;
    }

    /** The tap over pairs that holds this tap. */
    int pair(int tap) {
        return (tap + begin % PAIR) / PAIR;
    }

    /** Which pixel of its pair this tap reads. */
    int parity(int tap) {
        return (tap + begin % PAIR) % PAIR;
    }
}
