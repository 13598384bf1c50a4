package dev.octet.calibrator.compare;

/**
 * How far a tensor of one model is from that of another, over all samples.
 *
 * @param tensor its name in both models
 * @param node name of the node that makes it in the first model, as {@code --exclude} takes it
 * @param operator of that node
 * @param sqnr signal-to-quantization-noise ratio in dB: {@code 10 log10(sum a^2 / sum (a - b)^2)}; infinite for equal values
 * @param cosine {@code sum ab / sqrt(sum a^2 sum b^2)}; 1 for two tensors of zeros
 * @param maxError {@code max |a - b|}
 */
public record TensorDifference(
        String tensor, String node, String operator, double sqnr, double cosine, double maxError) {}
