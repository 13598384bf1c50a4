package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.Event;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.nio.ByteBuffer;
import java.util.Map;

/** Two streams, one waiting for the other by an event. */
final class StreamOrderCheck implements SelfCheck {

    private static final int BYTES = 8 << 20;
    private static final int ROUNDS = 50;

    @Override
    public String name() {
        return "cuda-stream-order";
    }

    @Override
    public String proves() {
        return "A stream that waits for an event of another sees what was done before it.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        int wrong = 0;
        try (PinnedBuffer sent = device.allocatePinned(BYTES);
                PinnedBuffer back = device.allocatePinned(BYTES);
                DeviceBuffer memory = device.allocate(BYTES);
                Stream writer = device.stream();
                Stream reader = device.stream();
                Event written = device.untimedEvent()) {
            for (int round = 1; round <= ROUNDS; round++) {
                fill(sent.bytes(), (byte) round);
                writer.zero(memory);
                writer.copy(sent, memory, BYTES);
                writer.record(written);
                reader.waitFor(written);
                reader.copy(memory, back, BYTES);
                reader.synchronize();
                wrong += back.bytes().equals(sent.bytes()) ? 0 : 1;
            }
        }
        return Verdict.when(
                wrong == 0, "In " + wrong + " of " + ROUNDS + " rounds old bytes were seen.", Map.of("rounds", ROUNDS));
    }

    private static void fill(ByteBuffer bytes, byte value) {
        while (bytes.hasRemaining()) {
            bytes.put(value);
        }
    }
}
