package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.files.AtomicFile;
import java.nio.file.Path;

/** A TorchScript module and how it came to be. Immutable. */
public final class TorchScriptModel {

    private final byte[] bytes;
    private final TorchScriptExport.Format format;
    private final int integerNodes;
    private final int floatNodes;

    TorchScriptModel(byte[] bytes, TorchScriptExport.Format format, int integerNodes, int floatNodes) {
        this.bytes = bytes;
        this.format = format;
        this.integerNodes = integerNodes;
        this.floatNodes = floatNodes;
    }

    /** The file; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Size of the file. */
    public long sizeBytes() {
        return bytes.length;
    }

    /** The form of the file. */
    public TorchScriptExport.Format format() {
        return format;
    }

    /** Nodes of the ONNX graph that compute on integers. */
    public int integerNodes() {
        return integerNodes;
    }

    /** Nodes of the ONNX graph that compute on floats. */
    public int floatNodes() {
        return floatNodes;
    }

    /** Writes the file whole or not at all. */
    public void writeTo(Path file) {
        AtomicFile.write(file, bytes);
    }
}
