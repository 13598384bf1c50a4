package dev.octet.runner.backend;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** What a file is, told by its first bytes and not by its name. */
enum ModelFormat {
    /** A protobuf that begins as an ONNX model does. */
    ONNX,
    /** A TensorRT plan: an engine. */
    PLAN,
    /** A TensorFlow Lite flatbuffer. */
    TFLITE;

    /** The tag of a plan, as TensorRT's own trtexec checks it (samples/common/sampleEngines.cpp, printPlanVersion). */
    private static final byte[] TAG = "ftrt".getBytes(StandardCharsets.US_ASCII);

    /** The identifier of TensorFlow Lite's schema, and where a flatbuffer has it. */
    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    private static final int IDENTIFIER_AT = 4;

    /** What comes before the network: tag, format and version. */
    private static final int HEADER = 28;

    /** Numbers of the fields of an ONNX ModelProto. */
    private static final Set<Integer> FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25);

    private static final int SHOWN = 4;
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    /**
     * What the file is.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file, or it is none of these or cut off
     */
    static ModelFormat of(Path file) {
        byte[] start = start(file);
        if (start.length == 0) {
            throw bad("Model " + file + " is empty.", "Copy, export or build it again.");
        }
        if (start.length >= TAG.length && Arrays.equals(TAG, Arrays.copyOf(start, TAG.length))) {
            if (start.length < HEADER) {
                throw bad(
                        "Engine " + file + " is cut off: it has " + start.length
                                + " bytes, the header of a TensorRT plan alone has " + HEADER + ".",
                        "Copy it again, or build it again with `octet build`.");
            }
            return PLAN;
        }
        if (start.length >= IDENTIFIER_AT + IDENTIFIER.length
                && Arrays.equals(
                        IDENTIFIER, Arrays.copyOfRange(start, IDENTIFIER_AT, IDENTIFIER_AT + IDENTIFIER.length))) {
            return TFLITE;
        }
        if (beginsAsOnnx(start)) {
            return ONNX;
        }
        throw bad(
                "File " + file
                        + " is no ONNX model, no TensorRT engine and no TensorFlow Lite model: it begins with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(SHOWN, start.length)) + ".",
                "Name an .onnx or .tflite file, or an engine that `octet build` wrote.");
    }

    private static byte[] start(Path file) {
        if (!Files.exists(file)) {
            throw bad("Model " + file + " does not exist.", "Check the path of the model.");
        }
        if (!Files.isRegularFile(file)) {
            throw bad("Model " + file + " is not a file.", "Name the .onnx file or the engine itself.");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(HEADER);
        } catch (IOException e) {
            throw ModelBytes.unreadable(file, e);
        }
    }

    /** Whether the first key of the protobuf is one of a ModelProto; keys of its fields take one byte, or two. */
    private static boolean beginsAsOnnx(byte[] start) {
        int key = start[0] & 0x7f;
        if (start[0] < 0) {
            key |= start.length > 1 && start[1] >= 0 ? start[1] << 7 : Integer.MIN_VALUE;
        }
        int wire = key & 7;
        return (wire == VARINT || wire == BYTES) && FIELDS.contains(key >>> 3);
    }

    private static ToolkitException bad(String message, String remedy) {
        return new ToolkitException(FailureKind.BAD_INPUT, message, remedy);
    }
}
