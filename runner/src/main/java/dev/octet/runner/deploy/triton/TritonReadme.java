package dev.octet.runner.deploy.triton;

import dev.octet.runner.deploy.DeployedModel;

/** What a person who finds the folder has to know. */
final class TritonReadme {

    private TritonReadme() {}

    static String of(DeployedModel model, TritonSettings settings, TritonConfig config) {
        StringBuilder text = new StringBuilder("# ").append(settings.name()).append("\n\n");
        text.append(
                "A model of a Triton repository, written by `octet export --to triton`. Start the server from the folder"
                        + " above this one:\n\n    ");
        text.append(startLine()).append("\n\n");
        model.manifest()
                .ifPresent(
                        engine -> text.append("`1/model.plan` was built by TensorRT ")
                                .append(engine.environment().tensorRt())
                                .append(" on ")
                                .append(engine.environment().gpu())
                                .append(" (")
                                .append(engine.environment().sm())
                                .append("). The server needs that version of TensorRT and ")
                                .append(
                                        "a GPU that the engine was built for; it runs what is in the file, as loading any engine does.\n\n"));
        text.append(
                config.maxBatch() > 0
                        ? "Requests are joined to batches of up to " + config.maxBatch()
                                + "; shapes in requests begin with the" + " batch.\n\n"
                        : "Every request is one run of the model; shapes in requests are those of the model, batch included.\n\n");
        text.append("Images have to be prepared by the client, as these settings say (`octet.preprocess.*` in the")
                .append(" configuration):\n\n");
        model.letterbox()
                .describe()
                .lines()
                .forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("\nThe outputs are those of head ")
                .append(model.head().name())
                .append(", ")
                .append(model.names().size())
                .append(" classes; `")
                .append(TritonConfig.LABELS)
                .append("` has their names. Boxes are in px of the prepared image.\n");
        return text.toString();
    }

    static String startLine() {
        return "tritonserver --model-repository=\"$PWD\"";
    }
}
