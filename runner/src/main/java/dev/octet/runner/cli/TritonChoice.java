package dev.octet.runner.cli;

import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.triton.TritonDestination;
import dev.octet.runner.deploy.triton.TritonSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * {@code --to triton}.
 *
 * @param deploy what the model is
 * @param triton how it is served
 * @param images how images become its input
 * @param names of its classes
 */
record TritonChoice(DeployOptions deploy, TritonOptions triton, ImageOptions images, NameOptions names)
        implements ExportChoice {

    @Override
    public String name() {
        return TritonDestination.NAME;
    }

    @Override
    public Set<String> options() {
        Set<String> options = new HashSet<>(DeployOptions.DETECTOR);
        options.addAll(Set.of("--model-name", "--instances", "--queue-delay"));
        return options;
    }

    @Override
    public Destination destination(Path model, Path output, Console console) {
        TritonSettings settings = triton.settings(model, deploy.maxBatch());
        return new TritonDestination(deploy.model(model, images, names, console), settings);
    }
}
