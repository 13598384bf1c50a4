package dev.octet.calibrator.recipe;

import dev.octet.calibrator.search.RangePlan;
import dev.octet.calibrator.text.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads what {@link RecipeWriter} writes, and what people made of it. */
final class RecipeReader {

    private final YamlFile file;

    RecipeReader(Path file) {
        this.file = new YamlFile(file, "recipe", "make one with 'octet tune'");
    }

    Recipe read() {
        JsonNode root = file.read(RecipeKeys.ALL);
        if (!text(root, RecipeKeys.FORMAT).equals(RecipeKeys.VERSION)) {
            throw file.bad(
                    RecipeKeys.FORMAT + " is " + root.get(RecipeKeys.FORMAT) + ", must be " + RecipeKeys.VERSION);
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

    private String text(JsonNode root, String key) {
        return word(required(root, key), key);
    }

    private List<String> texts(JsonNode root, String key) {
        List<String> texts = new ArrayList<>();
        JsonNode node = required(root, key);
        if (!node.isArray()) {
            throw file.bad(key + " is " + node + ", must be a list of names");
        }
        node.forEach(element -> texts.add(word(element, "an entry of " + key)));
        return texts;
    }

    private Map<String, String> textsByKey(JsonNode root) {
        JsonNode node = required(root, RecipeKeys.RANGES);
        if (!node.isObject()) {
            throw file.bad(RecipeKeys.RANGES + " is " + node + ", must be lines of `name: estimator`");
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
            throw file.bad("it lacks the key " + key);
        }
        return node;
    }

    /** A name that looks like a number is one to YAML when it is not in quotes; its text is what counts. */
    private String word(JsonNode node, String what) {
        if (!node.isValueNode() || node.isNull()) {
            throw file.bad(what + " is " + node + ", must be a name");
        }
        return node.asString();
    }
}
