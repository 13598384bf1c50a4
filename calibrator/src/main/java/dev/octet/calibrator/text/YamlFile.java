package dev.octet.calibrator.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads small YAML files that people write. */
public final class YamlFile {

    private static final long MAX_BYTES = 1 << 20;

    private YamlFile() {}

    /** What is wrong with a file, for the end of a sentence. */
    public static final class Problem extends Exception {
        private static final long serialVersionUID = 1;

        Problem(String what) {
            super(what);
        }

        /** What is wrong. */
        public String what() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * The keys and values of a file.
     *
     * @throws IOException when there is no readable file
     * @throws Problem when it is too large, is not YAML, has a key twice or is no list of keys
     */
    public static JsonNode read(Path file) throws IOException, Problem {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new Problem("it has " + size + " bytes, at most " + MAX_BYTES + " are read");
        }
        try {
            JsonNode root = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(Files.readString(file));
            if (!root.isObject()) {
                throw new Problem("it is not a list of `key: value` lines");
            }
            return root;
        } catch (JacksonException e) {
            throw new Problem("it is not YAML: " + e.getOriginalMessage());
        }
    }

    /** Checks that a node has none but these keys. */
    public static void requireKeys(JsonNode node, Set<String> known) throws Problem {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw new Problem("it has the unknown key " + key + ClosestName.suggestion(key, known));
            }
        }
    }
}
