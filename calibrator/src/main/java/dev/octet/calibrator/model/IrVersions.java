package dev.octet.calibrator.model;

/** Which version of the file format goes with which operator set (ONNX Versioning.md, table of released versions). */
final class IrVersions {

    private IrVersions() {}

    /** The IR version that was released with the ai.onnx operator set, so that checkers accept the pair. */
    static long neededBy(long opset) {
        if (opset >= 21) {
            return 10;
        }
        if (opset >= 19) {
            return 9;
        }
        if (opset >= 15) {
            return 8;
        }
        return opset >= 12 ? 7 : 3;
    }
}
