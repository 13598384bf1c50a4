package dev.octet.calibrator.text;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A small YAML file that people write, and what is said when it cannot be used.
 *
 * @param file the file
 * @param holds what is in it, such as {@code recipe}
 * @param otherwise what can be done without it, as in "Correct the file, or ..."
 */
public record YamlFile(Path file, String holds, String otherwise) {

    private static final long MAX_BYTES = 1 << 20;

    /**
     * The keys and values, none but these keys.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no readable file, it is too large, is not YAML, has a key
     *     twice or an unknown one, or is no list of keys
     */
    public JsonNode read(Set<String> known) {
        JsonNode root = readAnyKeys();
        for (String key : root.propertyNames()) {
            if (!known.contains(key)) {
                throw bad("it has the unknown key " + key + ClosestName.suggestion(key, known));
            }
        }
        return root;
    }

    /**
     * The keys and values of a file that may have more than what is looked for.
     *
     * @throws ToolkitException {@code BAD_INPUT} as {@link #read}, whatever the keys are
     */
    public JsonNode readAnyKeys() {
        JsonNode root = parse();
        if (!root.isObject()) {
            throw bad("it is not a list of `key: value` lines");
        }
        return root;
    }

    private JsonNode parse() {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw bad("it has " + size + " bytes, at most " + MAX_BYTES + " are read");
            }
            return YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(Files.readString(file));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no readable file " + file + ".",
                    "Name an existing YAML file, or " + otherwise + ".",
                    e);
        } catch (JacksonException e) {
            throw bad("it is not YAML: " + e.getOriginalMessage());
        }
    }

    /** The failure that says what is wrong. */
    public ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The " + holds + " in " + file + " cannot be used: " + what + ".",
                "Correct the file, or " + otherwise + ".");
    }
}
