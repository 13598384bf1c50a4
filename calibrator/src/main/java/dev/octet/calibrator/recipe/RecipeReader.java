package dev.octet.calibrator.recipe;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.search.RangePlan;
import dev.octet.calibrator.text.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads what {@link RecipeWriter} writes, and what people made of it. */
final class RecipeReader {

    private final Path file;

    RecipeReader(Path file) {
        this.file = file;
    }

    Recipe read() {
        JsonNode root = root();
        if (!text(root, RecipeKeys.FORMAT).equals(RecipeKeys.VERSION)) {
            throw bad(RecipeKeys.FORMAT + " is " + root.get(RecipeKeys.FORMAT) + ", must be " + RecipeKeys.VERSION);
        }
        return new Recipe(
                text(root, RecipeKeys.MODEL),
                text(root, RecipeKeys.SHA256),
                text(root, RecipeKeys.TARGET),
                texts(root, RecipeKeys.REPAIRS),
                texts(root, RecipeKeys.EQUALIZED),
                new RangePlan(textsByKey(root), new LinkedHashSet<>(texts(root, RecipeKeys.FLOAT))),
                Map.of());
    }

    private JsonNode root() {
        try {
            JsonNode root = YamlFile.read(file);
            YamlFile.requireKeys(root, RecipeKeys.ALL);
            return root;
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no readable file " + file + ".",
                    "Name a recipe that 'octet tune' has written.",
                    e);
        } catch (YamlFile.Problem e) {
            throw bad(e.what());
        }
    }

    private String text(JsonNode root, String key) {
        return word(required(root, key), key);
    }

    private List<String> texts(JsonNode root, String key) {
        List<String> texts = new ArrayList<>();
        JsonNode node = required(root, key);
        if (!node.isArray()) {
            throw bad(key + " is " + node + ", must be a list of names");
        }
        node.forEach(element -> texts.add(word(element, "an entry of " + key)));
        return texts;
    }

    private Map<String, String> textsByKey(JsonNode root) {
        JsonNode node = required(root, RecipeKeys.RANGES);
        if (!node.isObject()) {
            throw bad(RecipeKeys.RANGES + " is " + node + ", must be lines of `name: estimator`");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            texts.put(entry.getKey(), word(entry.getValue(), "the range of " + entry.getKey()));
        }
        return texts;
    }

    private JsonNode required(JsonNode root, String key) {
        JsonNode node = root.get(key);
        if (node == null) {
            throw bad("it lacks the key " + key);
        }
        return node;
    }

    /** A name that looks like a number is one to YAML when it is not in quotes; its text is what counts. */
    private String word(JsonNode node, String what) {
        if (!node.isValueNode() || node.isNull()) {
            throw bad(what + " is " + node + ", must be a name");
        }
        return node.asString();
    }

    private ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The recipe in " + file + " cannot be used: " + what + ".",
                "Correct the file, or make one with 'octet tune'.");
    }
}
