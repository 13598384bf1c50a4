package dev.octet.runner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document against a JSON schema of ours, by the words of draft 2020-12 that our schemas use. A word that is not known here
 * fails the check, so that none is passed over.
 */
final class SchemaCheck {

    private static final Set<String> TALK = Set.of("$schema", "$id", "title", "description", "$defs");

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with the document; empty when it follows the schema in the resources. */
    static List<String> problems(String resource, JsonNode document) throws IOException {
        try (InputStream stream = SchemaCheck.class.getResourceAsStream(resource)) {
            SchemaCheck check = new SchemaCheck(JsonMapper.builder().build().readTree(stream));
            check.check(check.root, document, "$");
            return check.problems;
        }
    }

    private void check(JsonNode schema, JsonNode value, String where) {
        schema.propertyNames().stream().filter(word -> !TALK.contains(word)).forEach(word -> {
            JsonNode rule = schema.get(word);
            switch (word) {
                case "$ref" -> check(referred(rule.stringValue()), value, where);
                case "type" -> require(hasType(rule.stringValue(), value), where + " is no " + rule.stringValue());
                case "const" -> require(rule.equals(value), where + " is not " + rule);
                case "enum" -> require(rule.valueStream().anyMatch(value::equals), where + " is not one of " + rule);
                case "minimum" -> require(value.doubleValue() >= rule.doubleValue(), where + " is below " + rule);
                case "minItems" -> require(value.size() >= rule.intValue(), where + " has under " + rule + " items");
                case "items" -> {
                    for (int i = 0; i < value.size(); i++) {
                        check(rule, value.get(i), where + "[" + i + "]");
                    }
                }
                case "required" ->
                    rule.valueStream()
                            .forEach(key ->
                                    require(value.has(key.stringValue()), where + " lacks " + key.stringValue()));
                case "properties" ->
                    rule.propertyNames().stream()
                            .filter(value::has)
                            .forEach(key -> check(rule.get(key), value.get(key), where + "." + key));
                case "additionalProperties" -> additional(schema, rule, value, where);
                default -> problems.add("the schema has the word " + word + ", which is not checked");
            }
        });
    }

    private void additional(JsonNode schema, JsonNode rule, JsonNode value, String where) {
        JsonNode known = schema.path("properties");
        for (String key : value.propertyNames()) {
            if (known.has(key)) {
                continue;
            }
            if (rule.isObject()) {
                check(rule, value.get(key), where + "." + key);
            } else {
                require(rule.booleanValue(), where + " has an unknown key " + key);
            }
        }
    }

    private JsonNode referred(String reference) {
        return root.at(reference.substring(1));
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
