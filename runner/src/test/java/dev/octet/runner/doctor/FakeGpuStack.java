package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuDriver;
import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.cuda.GpuRuntime;
import dev.octet.bindings.nvml.NvmlReading;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A stack that answers what the test says; a question may throw instead. */
record FakeGpuStack(
        Supplier<GpuDriver> driverAnswer,
        Supplier<GpuRuntime> cudaAnswer,
        Supplier<TensorRtProbe> tensorRtAnswer,
        Supplier<Path> resourceAnswer,
        Supplier<NvmlReading> nvmlAnswer,
        Map<String, String> places)
        implements GpuStack {

    static final GpuDevice H200 = new GpuDevice(0, "NVIDIA H200", 9, 0, 143_771L << 20, false, "0000:65:00.0");
    static final GpuDevice ORIN = new GpuDevice(0, "Orin", 8, 7, 30_698L << 20, true, "0000:00:00.0");

    /** A server on which everything is as it should be. */
    static FakeGpuStack server() {
        return new FakeGpuStack(
                () -> new GpuDriver(
                        Path.of("/usr/lib64/libcuda.so.1"), Optional.of("580.65.06"), Path.of("/dev/nvidia0")),
                () -> new GpuRuntime(13000, 13010, List.of(H200)),
                () -> new TensorRtProbe(101501, 101501, Optional.of(Path.of("/opt/trt/libnvinfer.so.10"))),
                () -> Path.of("/opt/trt/libnvinfer_builder_resource_sm90.so.10.15.1"),
                () -> new NvmlReading(
                        "580.65.06",
                        OptionalLong.of(143_000L << 20),
                        Optional.of(true),
                        OptionalDouble.of(700),
                        OptionalDouble.of(700)),
                Map.of());
    }

    /** A machine without a driver; libraries are where the map says. */
    static FakeGpuStack withoutDriver(Map<String, String> places) {
        Supplier<RuntimeException> none = () -> GpuFailure.NO_DRIVER.of("CUDA", "libcuda.so.1 was looked for", null);
        return new FakeGpuStack(
                () -> {
                    throw none.get();
                },
                () -> {
                    throw none.get();
                },
                () -> {
                    throw none.get();
                },
                () -> {
                    throw none.get();
                },
                () -> {
                    throw none.get();
                },
                places);
    }

    FakeGpuStack cuda(Supplier<GpuRuntime> answer) {
        return new FakeGpuStack(driverAnswer, answer, tensorRtAnswer, resourceAnswer, nvmlAnswer, places);
    }

    FakeGpuStack tensorRt(Supplier<TensorRtProbe> answer) {
        return new FakeGpuStack(driverAnswer, cudaAnswer, answer, resourceAnswer, nvmlAnswer, places);
    }

    FakeGpuStack resource(Supplier<Path> answer) {
        return new FakeGpuStack(driverAnswer, cudaAnswer, tensorRtAnswer, answer, nvmlAnswer, places);
    }

    FakeGpuStack nvml(Supplier<NvmlReading> answer) {
        return new FakeGpuStack(driverAnswer, cudaAnswer, tensorRtAnswer, resourceAnswer, answer, places);
    }

    @Override
    public GpuDriver driver() {
        return driverAnswer.get();
    }

    @Override
    public GpuRuntime cuda() {
        return cudaAnswer.get();
    }

    @Override
    public TensorRtProbe tensorRt() {
        return tensorRtAnswer.get();
    }

    @Override
    public Path builderResource(GpuDevice device) {
        return resourceAnswer.get();
    }

    @Override
    public NvmlReading nvml(GpuDevice device) {
        return nvmlAnswer.get();
    }

    @Override
    public Optional<String> whereIs(String soname) {
        return Optional.ofNullable(places.get(soname));
    }
}
