package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.Graph;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Work captured once and launched again; and a capture that breaks off. */
final class GraphCaptureCheck implements SelfCheck {

    private static final int BYTES = 1 << 20;
    private static final int LAUNCHES = 100;

    @Override
    public String name() {
        return "cuda-graph";
    }

    @Override
    public String proves() {
        return "A captured graph does its work at each launch, and a stream is usable after a capture that broke off.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        try (PinnedBuffer sent = device.allocatePinned(BYTES);
                PinnedBuffer back = device.allocatePinned(BYTES);
                DeviceBuffer memory = device.allocate(BYTES);
                Stream stream = device.stream()) {
            Runnable work = () -> {
                stream.copy(sent, memory, BYTES);
                stream.copy(memory, back, BYTES);
            };
            int wrong = 0;
            try (Graph graph = stream.capture(work)) {
                for (int i = 0; i < LAUNCHES; i++) {
                    sent.bytes().putInt(0, i).putInt(BYTES - Integer.BYTES, -i);
                    graph.launch(stream);
                    stream.synchronize();
                    wrong += back.bytes().equals(sent.bytes()) ? 0 : 1;
                }
            }
            boolean usable = usableAfterBrokenCapture(stream, work, sent, back);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("launches", LAUNCHES);
            values.put("wrong", wrong);
            values.put("usable_after_broken_capture", usable);
            return Verdict.when(
                    wrong == 0 && usable,
                    wrong > 0 ? wrong + " launches did not do the work." : "A broken capture left the stream unusable.",
                    values);
        }
    }

    private static boolean usableAfterBrokenCapture(
            Stream stream, Runnable work, PinnedBuffer sent, PinnedBuffer back) {
        IllegalStateException planned = new IllegalStateException("planned");
        try {
            stream.capture(() -> {
                        work.run();
                        throw planned;
                    })
                    .close();
            return false;
        } catch (IllegalStateException e) {
            sent.bytes().putInt(0, BYTES);
            work.run();
            stream.synchronize();
            return e == planned && back.bytes().equals(sent.bytes());
        }
    }
}
