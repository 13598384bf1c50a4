package dev.octet.runner.cli;

import dev.octet.calibrator.adopt.Adoption;
import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a model that came with Q/DQ for another target, with its scales and weights kept.
 *
 * @param model with Q/DQ, of whichever tool
 * @param target whose rules apply
 * @param file to write
 * @param console told what is kept and what is not
 */
record KeptScales(OnnxModel model, DeploymentTarget target, Path file, Console console) {

    void write() {
        Adoption adoption = Adoption.of(model);
        PairCheck check = adoption.check();
        console.say(model.name() + " has Q/DQ: its scales and weights are kept, no images are needed");
        Adoption.Result result = adoption.to(target);
        result.quantized().writeTo(file);
        int layers = result.quantized().placement().layers().size();
        console.print(String.format(
                Locale.ROOT,
                "%s for %s: %d layers in INT8 (%d before), %d tensors with Q/DQ, %d kB",
                file,
                target.name(),
                layers,
                check.layers(),
                result.quantized().placement().tensors().size(),
                result.quantized().model().sizeBytes() / 1000));
        list("in float by the rules of the target", result.newlyInFloat());
        list("rounded anew: the weights were not symmetric int8", result.roundedAnew());
        if (result.withoutRange() > 0) {
            console.print(result.withoutRange() + " nodes in float for want of a scale");
        }
        console.document("octet.quantize.kept/1", document(result, check));
        console.suggest("octet evaluate " + file + " --images DIR --annotations FILE.json");
    }

    private void list(String what, List<String> layers) {
        if (!layers.isEmpty()) {
            console.print(layers.size() + " layers " + what + ": " + String.join(", ", layers));
        }
    }

    private Map<String, Object> document(Adoption.Result result, PairCheck check) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("output", file.toString());
        document.put("bytes", result.quantized().model().sizeBytes());
        document.put("target", target.name());
        document.put("layersBefore", check.layers());
        document.put("int8Layers", result.quantized().placement().layers().size());
        document.put("tensors", result.quantized().placement().tensors().size());
        document.put("newlyInFloat", result.newlyInFloat());
        document.put("roundedAnew", result.roundedAnew());
        document.put("withoutRange", result.withoutRange());
        document.put("findings", PairReport.json(check));
        return document;
    }
}
