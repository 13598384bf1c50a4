package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Bytes to the device and back. */
final class DeviceCopyCheck implements SelfCheck {

    private static final int BYTES = 16 << 20;

    @Override
    public String name() {
        return "cuda-copy";
    }

    @Override
    public String proves() {
        return "Bytes that are copied to the device come back unchanged, and memory that is closed is free again.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        long free = device.freeMemory();
        boolean same;
        try (PinnedBuffer sent = device.allocatePinned(BYTES);
                PinnedBuffer back = device.allocatePinned(BYTES);
                DeviceBuffer memory = device.allocate(BYTES);
                Stream stream = device.stream()) {
            fill(sent.bytes());
            stream.copy(sent, memory, BYTES);
            stream.copy(memory, back, BYTES);
            stream.synchronize();
            same = sent.bytes().equals(back.bytes());
        }
        long lost = free - device.freeMemory();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gpu", device.facts().name());
        values.put("driver_cuda", device.driver().toString());
        values.put("runtime_cuda", device.runtime().toString());
        values.put("bytes", BYTES);
        values.put("not_freed_bytes", lost);
        return Verdict.when(same && lost < BYTES, same ? "Memory was not freed." : "Other bytes came back.", values);
    }

    private static void fill(ByteBuffer bytes) {
        SplittableRandom random = new SplittableRandom(SelfTestDefaults.SEED);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
    }
}
