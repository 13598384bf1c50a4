package dev.octet.runner.engine.layers;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the inspector's JSON layer by layer, so that a large file needs little memory. */
final class LayersReader {

    /** TensorRT separates names with control characters and does not escape all of them. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern OTHER_PROFILE = Pattern.compile("\\[profile +\\d+\\]");
    private static final String EXPORT =
            "Give the JSON that 'trtexec --exportLayerInfo' writes, of an engine built with"
                    + " '--profilingVerbosity=detailed'.";

    private final String name;
    private final List<EngineLayer> layers = new ArrayList<>();
    private final List<String> ioTensors = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private boolean hasLayers;
    private int bareNames;
    private int otherProfiles;

    private LayersReader(String name) {
        this.name = name;
    }

    static EngineLayers read(Path file) {
        LayersReader reader = new LayersReader(file.toString());
        if (!Files.isRegularFile(file)) {
            throw reader.bad("there is no such file");
        }
        try {
            reader.checkBytes(Files.size(file));
            byte[] bytes = Files.readAllBytes(file);
            reader.checkStart(bytes);
            return reader.read(() -> JSON.createParser(bytes));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Layer information " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check the path and its permissions.",
                    e);
        }
    }

    static EngineLayers read(String json, String name) {
        LayersReader reader = new LayersReader(name);
        reader.checkBytes(json.length());
        reader.checkStart(json.substring(0, Math.min(json.length(), 64)).getBytes(StandardCharsets.UTF_8));
        return reader.read(() -> JSON.createParser(json));
    }

    private void checkBytes(long bytes) {
        if (bytes > EngineLayers.MAX_BYTES) {
            throw bad(String.format(
                    Locale.ROOT, "it has %,d bytes, at most %,d are read", bytes, EngineLayers.MAX_BYTES));
        }
    }

    /** An engine in place of its layer information is the likely mistake; its first bytes are no JSON. */
    private void checkStart(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && Character.isWhitespace(bytes[at])) {
            at++;
        }
        if (at == bytes.length) {
            throw bad("it is empty");
        }
        if (bytes[at] != '{') {
            throw bad("it is not a JSON object");
        }
    }

    private EngineLayers read(Supplier<JsonParser> source) {
        try (JsonParser parser = source.get()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                keys.add(key);
                parser.nextToken();
                property(key, parser);
            }
            if (parser.nextToken() != null) {
                throw bad("something follows behind its JSON object");
            }
        } catch (JacksonException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Layer information " + name + " cannot be used: it is not whole JSON (" + e.getOriginalMessage()
                            + ", line " + e.getLocation().getLineNr() + ").",
                    "Check that it is the right file and was copied completely.",
                    e);
        }
        checkContent();
        return new EngineLayers(name, layers, ioTensors, otherProfiles);
    }

    private void property(String key, JsonParser parser) {
        switch (key) {
            case "Layers" -> layers(parser);
            case "Bindings", "I/O Tensors" -> {
                for (JsonNode tensor : JSON.readTree(parser)) {
                    String text = tensor.isString()
                            ? tensor.stringValue()
                            : tensor.path("Name").asString("");
                    if (!OTHER_PROFILE.matcher(text).find()) {
                        ioTensors.add(text);
                    }
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void layers(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw bad("its 'Layers' is no list");
        }
        hasLayers = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode layer = JSON.readTree(parser);
            if (layer.isString()) {
                bareNames++;
                add(LayerJson.named(layers.size(), layer.stringValue()));
            } else if (layer.isObject()) {
                add(LayerJson.layer(layers.size(), layer));
            } else {
                throw bad("layer " + layers.size() + " is neither a name nor an object");
            }
        }
    }

    private void add(EngineLayer layer) {
        if (OTHER_PROFILE.matcher(layer.name()).find()) {
            otherProfiles++;
        } else {
            layers.add(layer);
        }
    }

    private void checkContent() {
        if (!hasLayers) {
            throw bad("it has no list 'Layers'; its keys are "
                    + keys.stream().limit(8).toList());
        }
        if (layers.isEmpty()) {
            throw bad("it lists no layer, as the profiling verbosity kNONE does");
        }
        if (bareNames == layers.size()) {
            throw bad("it has only the names of " + bareNames
                    + " layers, as the profiling verbosity kLAYER_NAMES_ONLY does; kDETAILED is needed");
        }
    }

    private ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT, "Layer information " + name + " cannot be used: " + what + ".", EXPORT);
    }
}
