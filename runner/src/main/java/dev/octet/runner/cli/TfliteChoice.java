package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.tflite.TfliteDescription;
import dev.octet.calibrator.tflite.TfliteExport;
import dev.octet.calibrator.tflite.TfliteModel;
import dev.octet.calibrator.tflite.TflitePrecision;
import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.TfliteDestination;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code octet export --to tflite}.
 *
 * @param wanted of the file
 * @param table to quantize by, if given
 * @param images to calibrate on, and how they are prepared
 * @param names of the classes
 */
record TfliteChoice(TfliteExportOptions wanted, TableOption table, ImageOptions images, NameOptions names)
        implements ExportChoice {

    @Override
    public String name() {
        return TfliteDestination.NAME;
    }

    @Override
    public Set<String> options() {
        Set<String> options = new HashSet<>(QUANTIZING);
        options.addAll(Set.of("--precision", "--io"));
        return options;
    }

    @Override
    public Destination destination(Path model, Path output, Console console) {
        wanted.check(images.images, table);
        AtomicFile.requireWritable(output);
        if (images.images != null) {
            ImageOptions.loadAhead();
        }
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        DetectorFace face = images.face(loaded);
        PreparationOptions.Preprocessing preparation = images.preprocessing(face, console);
        List<String> labels = names.labels(loaded, face, console);
        TflitePrecision precision = wanted.precision();
        Optional<ImageQuantization.Planned> planned =
                precision.needsCalibration() ? Optional.of(planned(loaded, console)) : Optional.empty();
        OnnxModel prepared = planned.map(one -> one.plan().model()).orElse(loaded);
        ExportedPart part = ExportedPart.of(face, prepared, console);
        Map<String, String> facts = facts(loaded, part, preparation.name());
        planned.ifPresent(one -> one.plan().provenance().forEach(facts::putIfAbsent));
        TfliteExport export = TfliteExport.of(description(loaded, part, labels, preparation.letterbox()), facts);
        TfliteModel made = planned.map(one ->
                        export.inIntegers(cut(one.plan(), part), one.calibration(), precision, wanted.integerFace()))
                .orElseGet(() -> export.inFloats(part.model(), precision));
        console.print(text(made, loaded));
        return new TfliteDestination(made, model, wanted.integerFace());
    }

    private static QuantizationPlan cut(QuantizationPlan plan, ExportedPart part) {
        return new QuantizationPlan(
                part.model(), plan.target(), plan.placement(), plan.parameters(), plan.provenance());
    }

    private static String text(TfliteModel made, OnnxModel from) {
        TfliteModel.Counts nodes = made.nodes();
        return made.precision().text() + ": " + nodes.int8() + " nodes in int8, " + nodes.int16() + " in int16, "
                + nodes.floats() + " in float; " + made.transposes() + " transposes; " + made.sizeBytes()
                + " bytes, the ONNX model " + from.sizeBytes();
    }

    /** From a table as it is; from images with repairs and a search, as 'octet quantize' does. */
    private ImageQuantization.Planned planned(OnnxModel model, Console console) {
        DeploymentTarget target = DeploymentTarget.tflite();
        Quantizer quantizer = Quantizer.forTarget(target);
        if (table.file().isPresent()) {
            Calibration calibration = Calibration.at(table.file().get());
            return new ImageQuantization.Planned(quantizer.plan(model, calibration), calibration);
        }
        boolean everyTensor = wanted.precision() == TflitePrecision.INT8;
        return new ImageQuantization(model, target, images, everyTensor, console)
                .plan(quantizer, images.folder(Objects.requireNonNull(images.images)));
    }

    private static Map<String, String> facts(OnnxModel model, ExportedPart part, String preprocess) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("octet.version", OctetVersion.CURRENT);
        facts.put("octet.model", model.name());
        facts.put("octet.model.sha256", model.sha256());
        facts.put("octet.preprocess", preprocess);
        part.head().ifPresent(head -> facts.put(GivenModel.HEAD, head));
        part.anchors().ifPresent(anchors -> facts.put(GivenModel.ANCHORS, anchors));
        return facts;
    }

    private static TfliteDescription description(
            OnnxModel model, ExportedPart part, List<String> labels, Letterbox letterbox) {
        return new TfliteDescription(
                model.name(),
                "Detection head: " + part.head().orElse("not known") + ". Outputs as the ONNX model has them.",
                Optional.of(ImageNormalization.of(letterbox)),
                labels);
    }
}
