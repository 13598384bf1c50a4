package dev.octet.runner.cli;

import dev.octet.bindings.libtorch.LibTorch;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.torchscript.TorchScriptCheck;
import dev.octet.calibrator.torchscript.TorchScriptExport;
import dev.octet.calibrator.torchscript.TorchScriptModel;
import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.TorchScriptDestination;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code octet export --to torchscript}.
 *
 * @param table to quantize a float model by, if given
 * @param images to calibrate on, and how they are prepared
 * @param names of the classes
 * @param spec of the command
 */
record TorchScriptChoice(TableOption table, ImageOptions images, NameOptions names, CommandSpec spec)
        implements ExportChoice {

    /** What files for the lite interpreter of PyTorch Mobile are called. */
    private static final String MOBILE = ".ptl";

    @Override
    public String name() {
        return TorchScriptDestination.NAME;
    }

    @Override
    public Set<String> options() {
        return QUANTIZING;
    }

    @Override
    public Destination destination(Path model, Path output, Console console) {
        table.requireInsteadOf(images.images, spec);
        LibTorch.library().verifyAvailable();
        AtomicFile.requireWritable(output);
        PreparationOptions.loadAhead();
        OnnxModel loaded = OnnxModel.at(model);
        MemoryGuard.check(loaded);
        OnnxModel quantized = quantized(loaded, console);
        DetectorFace face = images.face(quantized);
        PreparationOptions.Preprocessing preparation = images.preprocessing(face, console);
        TorchScriptExport.Format form = String.valueOf(output.getFileName()).endsWith(MOBILE)
                ? TorchScriptExport.Format.MOBILE
                : TorchScriptExport.Format.TORCHSCRIPT;
        ExportedPart part = ExportedPart.of(face, quantized, console);
        List<String> labels = names.labels(loaded, face, console);
        TorchScriptModel made = TorchScriptExport.of(
                part.model(), form, Map.of("octet.json", facts(loaded, part, preparation, labels)));
        console.print("TorchScript: " + made.integerNodes() + " nodes in int8, " + made.floatNodes() + " in float; "
                + made.sizeBytes() + " bytes, the INT8 ONNX model " + quantized.sizeBytes());
        TorchScriptCheck check =
                TorchScriptCheck.of(made, part.model(), CheckPicture.of(images, face, preparation.letterbox()));
        TorchScriptTalk.say(check, console);
        return new TorchScriptDestination(made, check);
    }

    /** A model with Q/DQ as it is; from a table as it is; from images with repairs and a search. */
    private OnnxModel quantized(OnnxModel model, Console console) {
        if (PairCheck.hasPairs(model)) {
            if (table.isGiven()) {
                throw new ParameterException(
                        spec.commandLine(), "'--calibration' is for float models, and " + model.name() + " has Q/DQ");
            }
            console.say(model.name() + " has Q/DQ: it is taken as it is");
            return model;
        }
        DeploymentTarget target = DeploymentTarget.onnxRuntime();
        Quantizer quantizer = Quantizer.forTarget(target);
        if (table.file().isPresent()) {
            return quantizer.quantize(model, Calibration.at(table.file().get())).model();
        }
        Path folder = images.images;
        if (folder == null) {
            throw new ParameterException(
                    spec.commandLine(), "A float model needs '--images=DIR' or '--calibration=FILE'");
        }
        return new ImageQuantization(model, target, images, console)
                .run(
                        quantizer,
                        images.folder(folder),
                        Repair.defaults(),
                        SearchEffort.defaults().withThreads(images.threadCount()),
                        Optional.empty())
                .quantized()
                .model();
    }

    private static String facts(
            OnnxModel model, ExportedPart part, PreparationOptions.Preprocessing preparation, List<String> labels) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("octet", OctetVersion.CURRENT);
        facts.put("model", model.name());
        facts.put("sha256", model.sha256());
        facts.put("head", part.head().orElse("not known"));
        part.anchors().ifPresent(anchors -> facts.put("anchors", anchors));
        facts.put("preprocessing", preparation.letterbox().toMap());
        facts.put(
                "outputs",
                part.model().graph().outputs().stream().map(ValueSpec::name).toList());
        facts.put("labels", labels);
        return JsonMapper.builder().build().writeValueAsString(facts);
    }
}
