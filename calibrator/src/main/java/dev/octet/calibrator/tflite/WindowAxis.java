package dev.octet.calibrator.tflite;

/**
 * Rows or columns of a sliding window.
 *
 * @param size pixels
 * @param kernel taps
 * @param stride pixels from one window to the next
 * @param dilation pixels from one tap to the next
 * @param begin padding before the first pixel
 * @param end padding behind the last pixel that a window reaches
 * @param outputs windows
 */
record WindowAxis(int size, int kernel, int stride, int dilation, int begin, int end, int outputs) {

    /**
     * With as much padding at the end as the windows reach.
     *
     * @param outputs windows, which say whether the last, cut one counts
     */
    static WindowAxis of(int size, int kernel, int stride, int dilation, int begin, int outputs) {
        int reached = (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size - begin;
        return new WindowAxis(size, kernel, stride, dilation, begin, Math.max(0, reached), outputs);
    }

    boolean isPadded() {
        return begin > 0 || end > 0;
    }

    /** Whether TensorFlow's SAME pads like this: as many windows as strides fit, the odd pixel of padding at the end. */
    boolean isSame() {
        int sameOutputs = (size + stride - 1) / stride;
        int total = Math.max(0, (sameOutputs - 1) * stride + (kernel - 1) * dilation + 1 - size);
        return outputs == sameOutputs && begin == total / 2 && end == total - total / 2;
    }

    /** The size with its padding. */
    int padded() {
        return begin + size + end;
    }
}
