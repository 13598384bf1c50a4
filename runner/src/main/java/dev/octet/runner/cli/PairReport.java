package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.adopt.PairFinding;
import dev.octet.calibrator.model.OnnxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model's Q/DQ is fit for, for people and as JSON. */
final class PairReport {

    private static final int SHOWN = 10;

    private PairReport() {}

    /** Prints it; what goes into a document, when the model has Q/DQ. */
    static Optional<Map<String, Object>> print(OnnxModel model, Console console) {
        if (!PairCheck.hasPairs(model)) {
            return Optional.empty();
        }
        try {
            PairCheck check = PairCheck.of(model);
            print(check, console);
            return Optional.of(document(check));
        } catch (ToolkitException e) {
            console.print("Q/DQ: " + e.getMessage());
            return Optional.of(Map.of("problem", String.valueOf(e.getMessage())));
        }
    }

    private static void print(PairCheck check, Console console) {
        int refused = check.refusedByTensorRt().size();
        console.print("Q/DQ: " + check.activations() + " tensors, " + check.layers() + " layers in integers; "
                + (refused == 0 ? "TensorRT takes it" : "TensorRT would refuse " + refused + " places"));
        check.findings().stream()
                .limit(SHOWN)
                .forEach(finding ->
                        console.print("  " + finding.kind().id() + "  " + finding.where() + ": " + finding.text()));
        if (check.findings().size() > SHOWN) {
            console.print("  and " + (check.findings().size() - SHOWN) + " more; --json has all");
        }
        console.print("");
    }

    private static Map<String, Object> document(PairCheck check) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("tensors", check.activations());
        document.put("layers", check.layers());
        document.put("refusedByTensorRt", check.refusedByTensorRt().size());
        document.put("findings", json(check));
        return document;
    }

    static List<Map<String, Object>> json(PairCheck check) {
        return check.findings().stream().map(PairReport::json).toList();
    }

    private static Map<String, Object> json(PairFinding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", finding.kind().id());
        entry.put("where", finding.where());
        entry.put("text", finding.text());
        return entry;
    }
}
