package dev.octet.benchmarks;

/** Something to time, made ready before the first call; one call is one iteration. */
public interface Workload extends AutoCloseable {

    /** What the report calls it. */
    String name();

    /** One iteration, start to finish. Must not allocate in proportion to its data. */
    void run();

    @Override
    void close();
}
