package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images of a training: those that are trained on, and those that the checkpoints are compared on.
 *
 * @param trained what is calibrated and trained on
 * @param heldOut what checkpoints are compared on, never trained on
 * @param annotations of what is held out, where mAP is to decide
 */
record FinetuneImages(ImageFolder trained, ImageFolder heldOut, Optional<CocoAnnotations> annotations) {

    private static final int LEAST = 4;

    /** By their loss, few images tell checkpoints apart; by mAP, more are needed. */
    private static final int MOST_BY_LOSS = 16;

    private static final int SHARE_BY_LOSS = 6;
    private static final int MOST_BY_MAP = 64;
    private static final int SHARE_BY_MAP = 4;

    /** With fewer, mAP moves by points when one image does. */
    private static final int USEFUL_BY_MAP = 32;

    static FinetuneImages of(
            ImageFolder all, @Nullable Path file, ImageQuantization quantization, String model, Console console) {
        if (all.size() < LEAST) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There are " + all.size() + " images in " + all.root() + " to train on, at least " + LEAST
                            + " are needed.",
                    "Give more images; they need no labels, and some hundreds make a difference.");
        }
        return file == null ? byLoss(all) : byMap(all, file, quantization, model, console);
    }

    private static FinetuneImages byLoss(ImageFolder all) {
        ImageFolder held = all.spread(Math.max(1, Math.min(MOST_BY_LOSS, all.size() / SHARE_BY_LOSS)));
        return new FinetuneImages(all.without(names(held)), held, Optional.empty());
    }

    private static FinetuneImages byMap(
            ImageFolder all, Path file, ImageQuantization quantization, String model, Console console) {
        CocoAnnotations truth = CocoAnnotations.read(file);
        quantization.face().requireHead().requireClasses(truth.categories().size(), model, file);
        Set<String> named = truth.images().stream().map(CocoImage::fileName).collect(Collectors.toSet());
        Set<String> unnamed = names(all);
        unnamed.removeAll(named);
        ImageFolder annotated = all.without(unnamed);
        if (annotated.size() == 0) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "None of the " + truth.images().size() + " images in " + file + " is in " + all.root() + ".",
                    "Give the folder that the annotations' file names are relative to.");
        }
        ImageFolder held = annotated.spread(Math.max(1, Math.min(MOST_BY_MAP, annotated.size() / SHARE_BY_MAP)));
        if (held.size() < USEFUL_BY_MAP) {
            console.say(
                    "Warning: only " + held.size() + " annotated images to compare checkpoints on: their mAP moves by"
                            + " points when one image does. Without --annotations the loss decides, which takes fewer.");
        }
        Set<String> heldNames = names(held);
        Set<Long> ids = new HashSet<>();
        truth.images().stream()
                .filter(image -> heldNames.contains(image.fileName()))
                .forEach(image -> ids.add(image.id()));
        return new FinetuneImages(all.without(heldNames), held, Optional.of(truth.among(ids)));
    }

    private static Set<String> names(ImageFolder folder) {
        return folder.files().stream().map(folder::nameOf).collect(Collectors.toCollection(HashSet::new));
    }

    /** The annotated images that are held out, in the order of the folder. */
    List<CocoImage> annotatedImages() {
        Map<String, CocoImage> byName = new HashMap<>();
        annotations.orElseThrow().images().forEach(image -> byName.put(image.fileName(), image));
        return heldOut.files().stream()
                .map(file -> Objects.requireNonNull(byName.get(heldOut.nameOf(file)), file.toString()))
                .toList();
    }
}
