package dev.octet.benchmarks.power;

import java.io.IOException;

/** Something that tells energy or power. For one thread at a time. */
public interface PowerSource extends AutoCloseable {

    /** What a source tells. */
    enum Quantity {
        /** Microjoules since some moment. */
        ENERGY,
        /** Microwatts now. */
        POWER
    }

    /** What the report calls it, such as "NVML energy counter". */
    String name();

    /** What draws the energy that it tells of, such as "the module". */
    String covers();

    /** How far its figures can be off by themselves, as its maker says; beside what sampling adds. */
    String accuracy();

    /** What {@link #read()} returns. */
    Quantity quantity();

    /**
     * Microjoules since some moment, never fewer than before, or microwatts now. Makes no object.
     *
     * @throws IOException when it does not tell at the moment
     */
    long read() throws IOException;

    @Override
    void close();
}
