package dev.octet.runner.names;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.text.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Class names in a file: a text of one name a line, or the {@code data.yaml} that a model was trained with. */
final class NamesFile {

    private static final long MAX_BYTES = 1 << 20;
    private static final String REMEDY = "Give a UTF-8 text of one name a line, or the data.yaml of the training.";

    private final Path file;

    private NamesFile(Path file) {
        this.file = file;
    }

    static List<String> read(Path file) {
        String name = file.toString();
        NamesFile names = new NamesFile(file);
        return name.endsWith(".yaml") || name.endsWith(".yml") ? names.ofYaml() : names.ofText();
    }

    private List<String> ofText() {
        List<String> names = new ArrayList<>();
        List<String> lines;
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
                throw bad("it has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read");
            }
            lines = Files.readString(file)
                    .stripTrailing()
                    .replace("\uFEFF", "")
                    .lines()
                    .toList();
        } catch (java.nio.charset.CharacterCodingException e) {
            throw bad("it is not UTF-8 text");
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT, "There is no readable file of class names " + file + ".", REMEDY, e);
        }
        for (String line : lines) {
            if (line.isBlank()) {
                throw bad("line " + (names.size() + 1) + " is empty");
            }
            names.add(line.strip());
        }
        if (names.isEmpty()) {
            throw bad("it is empty");
        }
        return names;
    }

    private List<String> ofYaml() {
        JsonNode names = new YamlFile(file, "class names", "give a text of one name a line")
                .readAnyKeys()
                .get("names");
        if (names == null || !(names.isArray() || names.isObject()) || names.isEmpty()) {
            throw bad("it has no list `names`");
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.isArray() ? names.get(i) : names.get(Integer.toString(i));
            if (name == null || !name.isValueNode()) {
                throw bad("`names` has no name for class " + i);
            }
            found.add(name.asString());
        }
        return found;
    }

    private ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT, "The class names in " + file + " cannot be used: " + what + ".", REMEDY);
    }
}
