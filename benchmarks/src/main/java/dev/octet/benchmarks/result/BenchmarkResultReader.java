package dev.octet.benchmarks.result;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads results of the formats {@code octet.benchmark/1} and {@code /2}. */
public final class BenchmarkResultReader {

    private static final Set<String> SCHEMAS = Set.of("octet.benchmark/1", "octet.benchmark/2");
    private static final List<String> SAMPLES = List.of("samplesNanos", "sampleNanos");
    private static final int FEWEST = 2;

    private final Path file;

    private BenchmarkResultReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a result.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the file is none
     */
    public static BenchmarkResult read(Path file) {
        return new BenchmarkResultReader(file).read();
    }

    private BenchmarkResult read() {
        JsonNode document = parse();
        String schema = document.path("schema").asString("");
        if (!SCHEMAS.contains(schema)) {
            throw bad((schema.isEmpty() ? "has no schema" : "is of schema " + schema)
                    + ", expected octet.benchmark/1 or octet.benchmark/2");
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        JsonNode environment = document.path("environment");
        for (JsonNode model : environment.path("models")) {
            hashes.put(model.path("file").asString(""), model.path("sha256").asString(""));
        }
        List<MeasuredModel> models = new ArrayList<>();
        for (JsonNode model : document.path("models")) {
            models.add(model(model, "models[" + models.size() + "]", hashes));
        }
        if (models.isEmpty()) {
            throw bad("has no models");
        }
        List<String> warnings = new ArrayList<>();
        environment.path("warnings").forEach(warning -> warnings.add(warning.asString("")));
        return new BenchmarkResult(file, models, setup(environment.path("setup")), warnings);
    }

    private JsonNode parse() {
        try {
            JsonNode document = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
            if (!document.isObject()) {
                throw bad("holds no JSON object");
            }
            return document;
        } catch (NoSuchFileException e) {
            throw bad("does not exist");
        } catch (IOException e) {
            throw bad("cannot be read (" + e.getMessage() + ")");
        } catch (JacksonException e) {
            throw bad("is not JSON: " + e.getOriginalMessage());
        }
    }

    private MeasuredModel model(JsonNode model, String where, Map<String, String> hashes) {
        Map<String, String> choices = new TreeMap<>();
        flatten("", model.path("choices"), choices);
        String name = text(model, where, "name", "model");
        String backend = text(model, where, "backend", "backend");
        return new MeasuredModel(
                name,
                backend,
                Math.max(1, model.path("batch").asLong(1)),
                processes(model, where),
                choices,
                Optional.ofNullable(hashes.get(name)));
    }

    private String text(JsonNode model, String where, String name, String formerName) {
        JsonNode value = model.has(name) ? model.path(name) : model.path(formerName);
        if (!value.isString()) {
            throw bad(where + " has no " + name);
        }
        return value.asString();
    }

    /** One array, or one for each process. */
    private List<double[]> processes(JsonNode model, String where) {
        for (String key : SAMPLES) {
            JsonNode samples = model.path(key);
            if (samples.isArray() && !samples.isEmpty()) {
                List<double[]> processes = new ArrayList<>();
                if (samples.get(0).isArray()) {
                    samples.forEach(process -> processes.add(numbers(process, where + "." + key)));
                } else {
                    processes.add(numbers(samples, where + "." + key));
                }
                return processes;
            }
        }
        throw bad(where + " has no samples: " + SAMPLES.get(0) + " is missing or empty");
    }

    private double[] numbers(JsonNode samples, String where) {
        double[] numbers = new double[samples.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode sample = samples.get(i);
            if (!sample.isNumber() || !(sample.asDouble() > 0)) {
                throw bad(where + "[" + i + "] is " + sample + ", expected nanoseconds above 0");
            }
            numbers[i] = sample.asDouble();
        }
        if (numbers.length < FEWEST) {
            throw bad(where + " has " + numbers.length + " samples, expected at least " + FEWEST);
        }
        return numbers;
    }

    private static Optional<Map<String, String>> setup(JsonNode setup) {
        if (!setup.isObject()) {
            return Optional.empty();
        }
        Map<String, String> facts = new TreeMap<>();
        flatten("", setup, facts);
        return Optional.of(facts);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> facts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(one ->
                            flatten(path.isEmpty() ? one.getKey() : path + "." + one.getKey(), one.getValue(), facts));
        } else if (!node.isNull() && !node.isMissingNode()) {
            facts.put(path, node.isString() ? node.asString() : node.toString());
        }
    }

    private ToolkitException bad(String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                file + " " + what + ".",
                "Give two files that 'octet benchmark --json' printed.");
    }
}
