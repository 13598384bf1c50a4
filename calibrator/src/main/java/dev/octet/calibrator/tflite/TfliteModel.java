package dev.octet.calibrator.tflite;

import dev.octet.calibrator.files.AtomicFile;
import java.nio.file.Path;
import java.util.List;

/** A TensorFlow Lite model and how it came to be. Immutable. */
public final class TfliteModel {

    private final byte[] bytes;
    private final TflitePrecision precision;
    private final Counts nodes;
    private final int transposes;
    private final List<String> remarks;

    TfliteModel(byte[] bytes, TflitePrecision precision, Counts nodes, int transposes, List<String> remarks) {
        this.bytes = bytes;
        this.precision = precision;
        this.nodes = nodes;
        this.transposes = transposes;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Nodes of the ONNX graph by what they compute in.
     *
     * @param int8 in 8 bits
     * @param int16 in 16 bits
     * @param floats in floats
     */
    public record Counts(int int8, int int16, int floats) {}

    /** The file; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Size of the file. */
    public long sizeBytes() {
        return bytes.length;
    }

    /** What it computes in. */
    public TflitePrecision precision() {
        return precision;
    }

    /** How many nodes compute in what. */
    public Counts nodes() {
        return nodes;
    }

    /** Operators that move values to another layout. */
    public int transposes() {
        return transposes;
    }

    /** What a user should know before trusting it. */
    public List<String> remarks() {
        return remarks;
    }

    /** Writes the file whole or not at all. */
    public void writeTo(Path file) {
        AtomicFile.write(file, stream -> stream.write(bytes));
    }
}
