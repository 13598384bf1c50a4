package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What checks work with; made when it is first asked for. One thread at a time. Closing it ends what it has of a GPU. */
public final class SelfTestBench implements AutoCloseable {

    private final DemoBench demo;
    private final GpuBench gpu;

    /**
     * A bench.
     *
     * @param folder for files that checks write; the caller deletes it
     * @param resources folder with TensorRT's builder resources, looked in first
     */
    public SelfTestBench(Path folder, Optional<Path> resources) {
        this(folder, resources, () -> Device.open(0));
    }

    SelfTestBench(Path folder, Optional<Path> resources, Supplier<Device> device) {
        this.demo = new DemoBench(folder);
        this.gpu = new GpuBench(folder, resources, device);
    }

    DemoBench demo() {
        return demo;
    }

    GpuBench gpu() {
        return gpu;
    }

    @Override
    public void close() {
        gpu.close();
    }
}
