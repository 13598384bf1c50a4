package dev.octet.runner.cli;

import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.deepstream.BoxParser;
import dev.octet.runner.deploy.deepstream.DeepStreamDestination;
import dev.octet.runner.deploy.deepstream.DeepStreamSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code --to deepstream}.
 *
 * @param deploy what the model is
 * @param deepStream how its outputs are read
 * @param images how images become its input
 * @param names of its classes
 * @param thresholds what counts as a detection
 */
record DeepStreamChoice(
        DeployOptions deploy,
        DeepStreamOptions deepStream,
        ImageOptions images,
        NameOptions names,
        ThresholdOptions thresholds)
        implements ExportChoice {

    @Override
    public String name() {
        return DeepStreamDestination.NAME;
    }

    @Override
    public Set<String> options() {
        Set<String> options = new HashSet<>(DeployOptions.DETECTOR);
        options.addAll(Set.of("--parser", "--parser-library", "--int8-cache", "--confidence", "--iou"));
        return options;
    }

    @Override
    public Destination destination(Path model, Path output, Console console) {
        thresholds.requireValid();
        int batch = deploy.maxBatch();
        Optional<BoxParser> parser = deepStream.parser();
        DeployedModel loaded = deploy.model(model, images, names, console);
        return new DeepStreamDestination(
                loaded, new DeepStreamSettings(batch, thresholds.settings(loaded.head()), parser, deepStream.cache()));
    }
}
