package dev.octet.runner.cli;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.names.ClassNames;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.results.ResultIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the classes of a detector are called, and by which numbers its results name them. */
final class NameOptions {

    @Option(
            names = "--names",
            paramLabel = "FILE",
            description =
                    "Class names: a text of one a line, or a data.yaml; by default those in --annotations or in the"
                            + " model, else those of COCO for 80 classes.")
    @Nullable
    private Path names;

    @Option(names = "--annotations", paramLabel = "FILE", description = "COCO instances file of the images.")
    @Nullable
    private Path annotations;

    /**
     * What was chosen.
     *
     * @param classes names of the model's classes
     * @param ids numbers of images and classes in COCO results
     */
    record Chosen(ClassNames classes, ResultIds ids) {}

    /** How many classes what was given has; nothing when nothing was given. */
    Optional<Integer> classes() {
        return Optional.ofNullable(names)
                .map(ClassNames::count)
                .or(() -> annotations()
                        .map(file -> CocoAnnotations.read(file).categories().size()));
    }

    /** Chooses, and says what was chosen. */
    Chosen choose(GivenModel model, DetectionHead head, ImageFolder images, Console console) {
        ResultIds ids = ResultIds.counted(images.size(), head.classes());
        ClassNames classes = null;
        if (annotations != null) {
            CocoAnnotations truth = CocoAnnotations.read(annotations);
            head.requireClasses(truth.categories().size(), model.name(), annotations);
            ids = ResultIds.of(truth, annotations, images);
            classes = new ClassNames(
                    truth.categories().stream().map(CocoCategory::name).toList(), "from " + annotations);
        }
        if (names != null) {
            classes = ClassNames.in(names, model.name(), head.classes());
        }
        if (classes == null) {
            classes = model.engine().isPresent()
                    ? ClassNames.ofEngine(model.known(), head.classes())
                    : ClassNames.of(model.known().orElseThrow(), head.classes());
        }
        console.say("Class names: " + classes.origin() + ".");
        return new Chosen(classes, ids);
    }

    /** Names for the classes of a detector that is written and not run; none where its head is not known. */
    List<String> labels(OnnxModel model, DetectorFace face, Console console) {
        return face.head()
                .map(head -> names(Optional.of(model), model.name(), head.classes(), console))
                .orElse(List.of());
    }

    /** Names for the classes of a model, or of the engine of one, that is written and not run. */
    List<String> names(Optional<OnnxModel> known, String model, int count, Console console) {
        ClassNames classes;
        if (names != null) {
            classes = ClassNames.in(names, model, count);
        } else {
            classes = known.map(onnx -> ClassNames.of(onnx, count))
                    .orElseGet(() -> ClassNames.ofEngine(Optional.empty(), count));
        }
        console.say("Class names: " + classes.origin() + ".");
        return classes.names();
    }

    /** The annotations, when they were given. */
    Optional<Path> annotations() {
        return Optional.ofNullable(annotations);
    }

    /** The files that are read. */
    Stream<Path> files() {
        return Stream.of(Optional.ofNullable(names), annotations()).flatMap(Optional::stream);
    }
}
