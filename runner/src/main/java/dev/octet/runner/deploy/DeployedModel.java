package dev.octet.runner.deploy;

import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.EngineFace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A detector that goes to a server, as an ONNX file or as an engine that is not loaded.
 *
 * @param file the file
 * @param onnx the model; nothing for an engine
 * @param manifest of the engine; nothing for an ONNX model
 * @param inputs names, types and shapes, -1 where open
 * @param outputs names, types and shapes, -1 where open
 * @param largestBatch images that an engine takes together at most; nothing where the model says no limit
 * @param face as a detector
 * @param letterbox how images become its input
 * @param names of its classes
 */
public record DeployedModel(
        Path file,
        Optional<OnnxModel> onnx,
        Optional<EngineManifest> manifest,
        List<ValueSpec> inputs,
        List<ValueSpec> outputs,
        OptionalLong largestBatch,
        DetectorFace face,
        Letterbox letterbox,
        List<String> names) {

    private static final String ROWS_OF_ALL = "yolo-end2end";

    public DeployedModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        names = List.copyOf(names);
    }

    /** An ONNX model. */
    public static DeployedModel of(
            Path file, OnnxModel model, DetectorFace face, Letterbox letterbox, List<String> names) {
        return new DeployedModel(
                file,
                Optional.of(model),
                Optional.empty(),
                model.graph().inputs(),
                model.graph().outputs(),
                OptionalLong.empty(),
                face,
                letterbox,
                names);
    }

    /** An engine, by its manifest. */
    public static DeployedModel ofEngine(
            Path file, EngineManifest manifest, DetectorFace face, Letterbox letterbox, List<String> names) {
        EngineSignature engine = EngineSignature.of(String.valueOf(file.getFileName()), manifest);
        return new DeployedModel(
                file,
                Optional.empty(),
                Optional.of(manifest),
                EngineFace.specs(engine.inputs()),
                EngineFace.specs(engine.outputs()),
                OptionalLong.of(engine.range(face.inputName()).largest().get(0)),
                face,
                letterbox,
                names);
    }

    /** True for an engine. */
    public boolean isEngine() {
        return manifest.isPresent();
    }

    /** Where boxes and scores are. */
    public DetectionHead head() {
        return face.requireHead();
    }

    /** Sizes of the image input for one image. */
    public TensorShape imageShape() {
        return face.image().shape(face.input().width(), face.input().height());
    }

    /** True when several images can go through it together and each output tells them apart by its first axis. */
    public boolean takesBatches() {
        boolean open = inputs.get(0).shape().dimension(0) < 0
                && outputs.stream()
                        .allMatch(output ->
                                output.shape().rank() > 1 && output.shape().dimension(0) < 0);
        boolean perImage =
                face.head().map(head -> !head.name().equals(ROWS_OF_ALL)).orElse(true);
        return open && perImage && largestBatch.orElse(Long.MAX_VALUE) > 1;
    }

    /** True when its ranges are in it as Q/DQ. */
    public boolean isQdq() {
        return onnx.map(model -> model.graph().nodes().stream()
                        .anyMatch(node -> node.opType().equals("DequantizeLinear")))
                .or(() -> manifest.map(one -> one.model().qdq()))
                .orElse(false);
    }

    /** Copies the model; external data of an ONNX file become part of it. */
    public void copyTo(Path target) throws IOException {
        if (onnx.isPresent() && onnx.get().sizeBytes() != Files.size(file)) {
            onnx.get().writeTo(target);
        } else {
            Files.copy(file, target);
        }
    }
}
