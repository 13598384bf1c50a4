package dev.octet.benchmarks.jmh;

import dev.octet.calibrator.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of a revision that later ones are held against. The figures themselves say little on another machine; what
 * counts is the revision, which is run again beside the later one.
 *
 * @param schema name of this format
 * @param revision of the repository
 * @param machine what the figures were taken on
 * @param figures by benchmark
 */
record StoredBaseline(String schema, String revision, BaselineMachine machine, List<Figure> figures) {

    static final String SCHEMA = "octet.jmh.baseline/1";

    /**
     * One benchmark.
     *
     * @param benchmark class, method and parameters
     * @param unit of the score
     * @param score by the wall clock
     * @param cpuMilliseconds processor time for each operation; NaN where it was not measured
     */
    record Figure(String benchmark, String unit, double score, double cpuMilliseconds) {}

    StoredBaseline {
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("schema is " + schema + ", must be " + SCHEMA);
        }
        figures = List.copyOf(figures);
    }

    static StoredBaseline of(String revision, List<JmhResult> results) {
        return new StoredBaseline(
                SCHEMA,
                revision,
                BaselineMachine.here(),
                results.stream()
                        .map(one -> new Figure(
                                one.benchmark(),
                                one.unit(),
                                one.score(),
                                one.cpuMilliseconds().orElse(Double.NaN)))
                        .toList());
    }

    static StoredBaseline read(Path file) {
        return new ObjectMapper().readValue(file, StoredBaseline.class);
    }

    void writeTo(Path file) {
        String json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
        AtomicFile.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
