package dev.octet.benchmarks.power;

import java.io.IOException;
import java.util.function.LongSupplier;

/** A source that a test makes up; a negative value stands for a reading that fails. */
record FakeSource(Quantity quantity, LongSupplier values) implements PowerSource {

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String covers() {
        return "the test";
    }

    @Override
    public String accuracy() {
        return "exact";
    }

    @Override
    public long read() throws IOException {
        long value = values.getAsLong();
        if (value < 0) {
            throw new IOException("no value");
        }
        return value;
    }

    @Override
    public void close() {}
}
