package dev.octet.runner.report;

/**
 * Where a report comes from.
 *
 * @param octet version of Octet
 * @param created when, ISO 8601 with zone
 * @param command what was asked for, as one line
 * @param reference the float model
 * @param quantized the INT8 model
 * @param target deployment target of the INT8 model; empty when the file does not say
 * @param range how ranges were chosen; empty when the file does not say
 * @param weights levels of the weights; empty when the file does not say
 * @param images folder of the images; empty when there were none
 * @param imageCount how many were used
 * @param imagesSha256 over the paths and the contents of the images of the folder; empty without images
 * @param preprocess how they became tensors, one line; empty without images
 * @param cpu name of the processor, and whether it lacks what INT8 is fast by
 * @param onnxRuntime version of ONNX Runtime
 */
public record Origin(
        String octet,
        String created,
        String command,
        ModelFile reference,
        ModelFile quantized,
        String target,
        String range,
        String weights,
        String images,
        long imageCount,
        String imagesSha256,
        String preprocess,
        String cpu,
        String onnxRuntime) {

    /**
     * A model.
     *
     * @param file its name, without folders
     * @param sha256 of its bytes
     * @param bytes its size
     */
    public record ModelFile(String file, String sha256, long bytes) {}

    /** How many times smaller the INT8 model is. */
    public double timesSmaller() {
        return (double) reference.bytes() / quantized.bytes();
    }
}
