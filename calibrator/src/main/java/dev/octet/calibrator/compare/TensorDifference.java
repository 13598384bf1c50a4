package dev.octet.calibrator.compare;

/**
 * How far a tensor of one model is from that of another, over all samples.
 *
 * @param tensor its name in both models
 * @param node name of the node that makes it in the first model, as {@code --exclude} takes it
 * @param operator of that node
 * @param sqnr signal-to-quantization-noise ratio in dB: {@code 10 log10(sum a^2 / sum (a - b)^2)}; positive infinity for
 *     equal values, NaN or negative infinity for those of {@link Outcome#NO_SIGNAL} and {@link Outcome#NOT_FINITE}
 * @param cosine {@code sum ab / sqrt(sum a^2 sum b^2)}; 1 for two tensors of zeros
 * @param maxError {@code max |a - b|}
 */
public record TensorDifference(
        String tensor, String node, String operator, double sqnr, double cosine, double maxError) {

    /** What can be said of a tensor in both models, worst first. */
    public enum Outcome {
        /** One of both has NaN or infinity. */
        NOT_FINITE,
        /** The first is zero everywhere, the other is not: what it holds is all noise. */
        NO_SIGNAL,
        /** Both differ; the SQNR tells how much. */
        NOISY,
        /** Both are the same. */
        EQUAL
    }

    /** What can be said of this one. */
    public Outcome outcome() {
        if (!Double.isFinite(maxError)) {
            return Outcome.NOT_FINITE;
        }
        if (Double.isFinite(sqnr)) {
            return Outcome.NOISY;
        }
        return sqnr > 0 ? Outcome.EQUAL : Outcome.NO_SIGNAL;
    }
}
