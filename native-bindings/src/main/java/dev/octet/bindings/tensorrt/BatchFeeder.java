package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings batches to the device: while TensorRT works on one, a thread of its own decodes the next into the other of two
 * sets of page-locked buffers. The device's buffers are made once and used for every batch.
 */
final class BatchFeeder implements AutoCloseable {

    private static final int SETS = 2;

    private final CalibrationBatches batches;
    private final Stream stream;
    private final Map<String, InputBuffers> inputs = new LinkedHashMap<>();
    private final ExecutorService decoder;
    private @Nullable Future<Boolean> pending;
    private int given;

    /** Where an input's batches lie: two on the host, the one in use on the device. */
    private record InputBuffers(List<PinnedBuffer> hosts, DeviceBuffer onDevice) {}

    BatchFeeder(Device device, CalibrationBatches batches) {
        this.batches = batches;
        this.stream = device.stream();
        batches.inputBytes().forEach((input, bytes) -> {
            List<PinnedBuffer> hosts = List.of(device.allocatePinned(bytes), device.allocatePinned(bytes));
            inputs.put(input, new InputBuffers(hosts, device.allocate(bytes)));
        });
        this.decoder = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "octet-calibration-batches");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The device addresses of the next batch in the order of the names, or null when there is none. */
    Pointer @Nullable [] next(List<String> names) throws InterruptedException, ExecutionException {
        if (inputs.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "TensorRT did not take the ranges that it was given: it asks for images of " + names
                            + ", and there are none.",
                    "Calibrate with images, or build a Q/DQ model, as `octet quantize --target tensorrt` writes it.");
        }
        Pointer[] addresses = names.stream().map(this::address).toArray(Pointer[]::new);
        Future<Boolean> filling = pending == null ? fill(given) : pending;
        if (!filling.get()) {
            pending = filling;
            return null;
        }
        int set = given % SETS;
        given++;
        pending = fill(given);
        inputs.values()
                .forEach(input -> stream.copy(
                        input.hosts().get(set),
                        input.onDevice(),
                        input.onDevice().size()));
        // TensorRT reads the buffers on a stream of its own.
        stream.synchronize();
        return addresses;
    }

    private Pointer address(String name) {
        InputBuffers buffers = inputs.get(name);
        if (buffers == null) {
            throw new IllegalStateException(
                    "TensorRT asks for input '" + name + "', the calibration has " + inputs.keySet());
        }
        return buffers.onDevice().pointer();
    }

    private Future<Boolean> fill(int batch) {
        Map<String, ByteBuffer> into = new LinkedHashMap<>();
        inputs.forEach((name, buffers) ->
                into.put(name, buffers.hosts().get(batch % SETS).bytes()));
        return decoder.submit(() -> batches.next(into));
    }

    /** How many batches were given. */
    int given() {
        return given;
    }

    @Override
    public void close() {
        decoder.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                // What is being decoded writes into the buffers, so they stay until it has ended.
                if (decoder.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        inputs.values().forEach(input -> {
            input.hosts().forEach(PinnedBuffer::close);
            input.onDevice().close();
        });
        stream.close();
    }
}
