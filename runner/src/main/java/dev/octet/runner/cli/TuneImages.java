package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The images of a tuning: a few to search on, the rest in two halves, each of which is measured on with what was calibrated
 * on all but itself.
 */
final class TuneImages {

    static final int FOLDS = 2;

    /** With fewer to measure on, an interval says more about the images than about the model. */
    private static final int USEFUL = 64;

    private static final int LEAST = 4;

    /** At most this part of the images is searched on. */
    private static final int SEARCHED = 4;

    private final ImageFolder all;
    private final ImageFolder searched;
    private final Map<String, CocoImage> byName = new HashMap<>();
    private final List<CocoCategory> categories;
    private final Optional<CocoAnnotations> annotations;

    private TuneImages(
            ImageFolder all,
            int searchedCount,
            List<CocoImage> images,
            List<CocoCategory> categories,
            Optional<CocoAnnotations> annotations) {
        this.all = all;
        this.searched = all.spread(Math.max(1, Math.min(searchedCount, all.size() / SEARCHED)));
        images.forEach(image -> byName.put(image.fileName(), image));
        this.categories = categories;
        this.annotations = annotations;
    }

    /**
     * The images of a folder, those that are annotated where there are annotations.
     *
     * @param searchedCount how many are searched on, where there are enough
     */
    static TuneImages of(
            ImageFolder folder,
            @Nullable Path annotationFile,
            DetectionHead head,
            String model,
            int searchedCount,
            Console console) {
        TuneImages images = annotationFile == null
                ? unannotated(folder, head, searchedCount)
                : annotated(folder, annotationFile, head, model, searchedCount);
        int measured = images.heldOut(0).size() + images.heldOut(1).size();
        if (measured < LEAST) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There are " + images.all.size() + " images in " + folder.root() + " to tune with"
                            + (annotationFile == null ? "" : " that " + annotationFile + " names") + ", at least "
                            + (LEAST + 1) + " are needed.",
                    "Give more images; 200 and more make a difference of half a point visible.");
        }
        if (measured < USEFUL) {
            console.say("Warning: only " + measured + " images to measure on; the intervals below say how little that"
                    + " tells. 200 and more make a difference of half a point visible.");
        }
        return images;
    }

    private static TuneImages unannotated(ImageFolder folder, DetectionHead head, int searchedCount) {
        List<CocoImage> images = new ArrayList<>();
        folder.files().forEach(file -> images.add(new CocoImage(images.size(), folder.nameOf(file))));
        List<CocoCategory> categories = IntStream.range(0, head.classes())
                .mapToObj(i -> new CocoCategory(i, "class " + i))
                .toList();
        return new TuneImages(folder, searchedCount, images, categories, Optional.empty());
    }

    private static TuneImages annotated(
            ImageFolder folder, Path file, DetectionHead head, String model, int searchedCount) {
        CocoAnnotations truth = CocoAnnotations.read(file);
        head.requireClasses(truth.categories().size(), model, file);
        Set<String> present =
                new HashSet<>(folder.files().stream().map(folder::nameOf).toList());
        List<CocoImage> images = truth.images().stream()
                .filter(image -> present.contains(image.fileName()))
                .toList();
        if (images.isEmpty()) {
            String example = truth.images().get(0).fileName();
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "None of the " + truth.images().size() + " images in " + file + " is in " + folder.root()
                            + "; the first would be " + example
                            + (Files.exists(folder.root().resolve(example)) ? " (left out by --limit)." : "."),
                    "Give the folder that the annotations' file names are relative to.");
        }
        Set<String> annotatedNames =
                new HashSet<>(images.stream().map(CocoImage::fileName).toList());
        Set<String> others = new HashSet<>(present);
        others.removeAll(annotatedNames);
        return new TuneImages(folder.without(others), searchedCount, images, truth.categories(), Optional.of(truth));
    }

    private static Set<String> namesOf(ImageFolder folder) {
        return new HashSet<>(folder.files().stream().map(folder::nameOf).toList());
    }

    /** The same for the same images under the same names, ids and classes. */
    String identity() {
        StringBuilder ids = new StringBuilder();
        named(all).forEach(image -> ids.append(image.id()).append(' '));
        categories.forEach(category -> ids.append(category.id()).append(' '));
        return all.identity() + " " + Sha256.of(ids.toString());
    }

    ImageFolder all() {
        return all;
    }

    /** What is searched on. */
    ImageFolder searched() {
        return searched;
    }

    /** What is calibrated on in a fold. */
    ImageFolder calibrated(int fold) {
        return all.without(namesOf(heldOut(fold)));
    }

    /** What is measured on in a fold. */
    ImageFolder heldOut(int fold) {
        return all.without(namesOf(searched)).part(fold, FOLDS);
    }

    /** As annotations call the images of a folder. */
    List<CocoImage> named(ImageFolder folder) {
        List<CocoImage> images = new ArrayList<>();
        for (Path file : folder.files()) {
            CocoImage image = byName.get(folder.nameOf(file));
            if (image == null) {
                throw new IllegalStateException(file + " is not among the images");
            }
            images.add(image);
        }
        return images;
    }

    List<CocoCategory> categories() {
        return categories;
    }

    Optional<CocoAnnotations> annotations() {
        return annotations;
    }
}
