package dev.octet.calibrator.model;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.onnx.ModelProto;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX model. Immutable: edits and upgrades make new models. External data are read into it, so what is written is
 * one file.
 */
public final class OnnxModel {

    private final ModelProto proto;
    private final String name;
    private final String sha256;
    private final long sizeBytes;
    private final Graph graph;

    OnnxModel(ModelProto proto, String name, String sha256, long sizeBytes) {
        this.proto = proto;
        this.name = name;
        this.sha256 = sha256;
        this.sizeBytes = sizeBytes;
        this.graph = Graph.of(proto, name);
    }

    /**
     * Reads and checks a file, with its external data.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when it is not a whole, consistent ONNX
     *     model or its external data are not regular files inside its folder
     */
    public static OnnxModel at(Path file) {
        return ModelReader.read(file);
    }

    /**
     * Reads and checks the bytes of a file without external data.
     *
     * @param bytes the file's content
     * @param name what messages call it
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when it is not a whole, consistent ONNX model
     */
    public static OnnxModel parse(byte[] bytes, String name) {
        return ModelReader.parse(bytes, name);
    }

    /** What messages call it: the file's name. */
    public String name() {
        return name;
    }

    /** Hash of the file's bytes followed by its external data; of a model made here, of the bytes it would be written as. */
    public String sha256() {
        return sha256;
    }

    /** Bytes of the file and its external data. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Version of the ai.onnx operator set. */
    public int opset() {
        return proto.getOpsetImportList().stream()
                .filter(opset ->
                        opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
                .mapToInt(opset -> (int) opset.getVersion())
                .max()
                .orElse(1);
    }

    /** A fact from the file's metadata. */
    public Optional<String> metadata(String key) {
        return proto.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(entry -> entry.getValue())
                .findFirst();
    }

    /** Nodes, tensors, shapes and who reads what. */
    public Graph graph() {
        return graph;
    }

    /** The tensors of the main graph that graphs inside of nodes (If, Loop, Scan) read. */
    public Set<String> readInside() {
        return InnerGraphs.reads(this);
    }

    /** The same model in a later operator set; the model itself when it is there already. */
    public OnnxModel upgradedTo(int opset) {
        return opset <= opset() ? this : OpsetUpgrade.upgrade(this, opset);
    }

    /** An editor that starts from this model. */
    public ModelEditor edit() {
        return new ModelEditor(this);
    }

    /** The model as a file's bytes; equal models give equal bytes. */
    public byte[] toBytes() {
        return proto.toByteArray();
    }

    /** Writes the file whole or not at all. */
    public void writeTo(Path file) {
        AtomicFile.write(file, proto::writeTo);
    }

    ModelProto proto() {
        return proto;
    }
}
