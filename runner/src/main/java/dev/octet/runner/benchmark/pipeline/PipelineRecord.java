package dev.octet.runner.benchmark.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** What is written down of jobs as they end. For one thread. */
final class PipelineRecord {

    private final Map<Stage, LongStream.Builder> service = new EnumMap<>(Stage.class);
    private final LongStream.Builder latency = LongStream.builder();
    private int runs;
    private long begin;
    private long end;

    PipelineRecord() {
        for (Stage stage : Stage.values()) {
            service.put(stage, LongStream.builder());
        }
    }

    /** One that does not count has ended: time counts from the end of the last of them. */
    void skip(Job job) {
        if (runs == 0) {
            begin = Math.max(begin, job.finished());
        }
    }

    void add(Job job) {
        for (Stage stage : Stage.values()) {
            column(stage).add(job.serviceNanos(stage));
        }
        latency.add(job.finished() - job.submitted());
        end = Math.max(end, job.finished());
        runs++;
    }

    private LongStream.Builder column(Stage stage) {
        return Objects.requireNonNull(service.get(stage), stage.text());
    }

    int runs() {
        return runs;
    }

    /** From the end of the last job that does not count to the end of the last that does. */
    long windowNanos() {
        return end - begin;
    }

    /** To be asked once. */
    List<Long> latencyNanos() {
        return latency.build().boxed().toList();
    }

    /** To be asked once. */
    List<Long> serviceNanos(Stage stage) {
        return column(stage).build().boxed().toList();
    }
}
