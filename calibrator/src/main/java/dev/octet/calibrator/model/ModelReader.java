package dev.octet.calibrator.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.model.onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** From a file to a checked model; everything that can be wrong with one is found here or in what it calls. */
final class ModelReader {

    private static final long LARGEST_MESSAGE = Integer.MAX_VALUE;
    private static final int RECURSION_LIMIT = 64;

    private ModelReader() {}

    static OnnxModel read(Path file) {
        byte[] bytes = readBytes(file);
        String name = String.valueOf(file.getFileName());
        ExternalData.Loaded loaded = ExternalData.load(checked(parseProto(bytes, name), name), file, name);
        return new OnnxModel(
                loaded.model(), name, Sha256.of(bytes, loaded.bytes()), bytes.length + loaded.totalBytes());
    }

    static OnnxModel parse(byte[] bytes, String name) {
        ModelProto proto = checked(parseProto(bytes, name), name);
        ExternalData.refuse(proto, name);
        return new OnnxModel(proto, name, Sha256.of(bytes), bytes.length);
    }

    private static byte[] readBytes(Path file) {
        try {
            if (!Files.exists(file)) {
                throw unreadable(file + " does not exist", "Check the path of the model.", null);
            }
            if (!Files.isRegularFile(file)) {
                throw unreadable(file + " is not a file", "Name the .onnx file itself.", null);
            }
            long size = Files.size(file);
            if (size > LARGEST_MESSAGE) {
                throw unreadable(
                        file + " has " + size + " bytes, an ONNX file can have at most " + LARGEST_MESSAGE,
                        "Export the weights as external data beside the model.",
                        null);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file + " cannot be read: " + e.getMessage(), "Check the file's permissions.", e);
        }
    }

    private static ToolkitException unreadable(
            String message, String remedy, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ToolkitException(FailureKind.BAD_INPUT, "Model " + message + ".", remedy, cause);
    }

    private static ModelProto parseProto(byte[] bytes, String name) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(bytes);
            input.setRecursionLimit(RECURSION_LIMIT);
            return ModelProto.parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + name + " is not a whole ONNX file: its " + bytes.length + " bytes do not parse as one ("
                            + e.getMessage() + ").",
                    "It may be truncated or another format; copy or export it again.",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static ModelProto checked(ModelProto proto, String name) {
        ModelChecks.check(proto, name);
        return proto;
    }
}
