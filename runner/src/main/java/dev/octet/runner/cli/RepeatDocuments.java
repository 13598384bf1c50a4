package dev.octet.runner.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples in what processes of {@code --repeats} print. */
final class RepeatDocuments {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RepeatDocuments() {}

    /** What is repeated. */
    enum Kind {
        /** The latency of one run of the model. */
        LATENCY("latency of one run"),
        /** The time that a whole pipeline takes for each image, the inverse of its throughput. */
        TIME_PER_IMAGE("time per image of the whole pipeline");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Kind kind(List<String> documents) {
        return MAPPER.readTree(documents.get(0)).has("nanosPerImage") ? Kind.TIME_PER_IMAGE : Kind.LATENCY;
    }

    /** Nanoseconds, in the order they were taken. */
    static double[] samples(String document) {
        JsonNode root = MAPPER.readTree(document);
        if (root.has("nanosPerImage")) {
            return new double[] {root.get("nanosPerImage").doubleValue()};
        }
        JsonNode samples = root.at("/models/0/sampleNanos");
        double[] nanos = new double[samples.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = samples.get(i).doubleValue();
        }
        if (nanos.length == 0) {
            throw new IllegalStateException("a process printed no samples: " + root.propertyNames());
        }
        return nanos;
    }
}
