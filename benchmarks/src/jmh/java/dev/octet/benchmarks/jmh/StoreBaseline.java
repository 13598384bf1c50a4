package dev.octet.benchmarks.jmh;

import java.nio.file.Path;

/** Keeps what a JMH run found; {@code benchmarks/jmh.sh --store} calls it. */
final class StoreBaseline {

    private StoreBaseline() {}

    /**
     * Writes a baseline.
     *
     * @param arguments JMH's results, the revision, the file to write
     */
    public static void main(String[] arguments) {
        StoredBaseline.of(arguments[1], JmhResult.read(Path.of(arguments[0]))).writeTo(Path.of(arguments[2]));
    }
}
