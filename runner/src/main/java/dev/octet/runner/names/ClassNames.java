package dev.octet.runner.names;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the classes of a model are called.
 *
 * @param names in the order of the classes, without control characters
 * @param origin where they are from, in words
 */
public record ClassNames(List<String> names, String origin) {

    private static final String METADATA = "names";

    public ClassNames {
        names = names.stream().map(ClassNames::printable).toList();
    }

    /**
     * The names in a file.
     *
     * @param file one a line, or a YAML file whose {@code names} are a list or numbered from 0
     * @param model name of the model, for the message
     * @param classes how many it tells apart
     * @throws ToolkitException {@code BAD_INPUT} when it cannot be read or has another number of names
     */
    public static ClassNames in(Path file, String model, int classes) {
        List<String> names = NamesFile.read(file);
        if (names.size() != classes) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The file " + file + " has " + names.size() + " class names, model " + model + " tells " + classes
                            + " classes apart.",
                    "Give one name for each class, in the order of the training.");
        }
        return new ClassNames(names, "from " + file);
    }

    /** The names in the model's metadata, those of COCO for 80 classes, or numbers. */
    public static ClassNames of(OnnxModel model, int classes) {
        return of(Optional.of(model), classes);
    }

    /**
     * The same for an engine, which has no names of its own.
     *
     * @param model that it was built from, if known
     */
    public static ClassNames ofEngine(Optional<OnnxModel> model, int classes) {
        return of(model, classes);
    }

    private static ClassNames of(Optional<OnnxModel> model, int classes) {
        Optional<String> metadata = model.flatMap(known -> known.metadata(METADATA));
        Optional<List<String>> own = metadata.flatMap(PythonNames::parse);
        if (own.isPresent() && own.get().size() == classes) {
            return new ClassNames(own.get(), "from the model's metadata");
        }
        String unusable = metadata.isEmpty()
                ? (model.isPresent() ? "the model has none" : "an engine has none")
                : own.map(names -> "the model's metadata have " + names.size() + " for " + classes + " classes")
                        .orElse("those in the model's metadata cannot be read");
        if (classes == CocoNames.all().size()) {
            return new ClassNames(CocoNames.all(), "those of COCO, for 80 classes; " + unusable);
        }
        return new ClassNames(
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(), "numbers; " + unusable);
    }

    /** How many names are in a file. */
    public static int count(Path file) {
        return NamesFile.read(file).size();
    }

    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return text.toString();
    }
}
