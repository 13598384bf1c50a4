package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.cuda.Stream;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseAfterCloseTest {

    private final FakeCuda cuda = new FakeCuda();
    private final FakeTensorRt trt = new FakeTensorRt(cuda);

    @Test
    void ten_thousand_calls_after_close_are_all_refused(@TempDir Path folder) throws Exception {
        Builder builder = Builder.create(trt);
        Network network = builder.network(false);
        NetworkLayer layer = network.layers().get(0);
        BuilderConfig config = builder.config();
        OptimizationProfile profile = builder.profile();
        TimingCache cache = config.useTimingCache(new byte[0]);
        HostMemory plan = builder.build(network, config);
        Device device = cuda.device();
        Stream stream = device.stream();
        DeviceBuffer buffer = device.allocate(64);
        Int8Calibrator calibrator = Int8Calibrator.of(
                trt, device, CalibratorKind.ENTROPY2, CalibrationBatches.none(1), CalibrationCache.none());
        EngineRuntime runtime = EngineRuntime.create(trt);
        Engine engine = runtime.load(ByteBuffer.allocateDirect(4), "memory");
        ExecutionContext context = engine.context();
        EngineSession session = EngineSession.load(
                cuda.device(), trt, Files.writeString(folder.resolve("a.engine"), "ftrt"), EngineOptions.defaults());
        HostTensor input = HostTensor.allocate(ElementType.FLOAT, 1, 3, 2, 2);
        plan.close();
        builder.close();
        calibrator.close();
        runtime.close();
        session.close();
        int calls = trt.log.size();
        List<ThrowingCallable> all = List.of(
                builder::dlaCores,
                () -> builder.network(false),
                builder::config,
                builder::profile,
                () -> builder.build(network, config),
                network::inputs,
                network::outputs,
                network::layers,
                () -> network.parse(new byte[1], "m", ""),
                () -> network.setPrecision(layer, "kHALF"),
                () -> config.set(BuilderFlag.FP16, true),
                () -> config.setWorkspace(1),
                () -> config.setOptimizationLevel(3),
                config::keepLayerDetails,
                () -> config.setDla(0),
                () -> config.add(profile),
                () -> config.useTimingCache(new byte[0]),
                () -> profile.setShapes("images", new long[] {1}, new long[] {1}, new long[] {1}),
                cache::toBytes,
                plan::size,
                plan::toBytes,
                calibrator::batchesGiven,
                () -> runtime.load(ByteBuffer.allocateDirect(4), "memory"),
                engine::profiles,
                engine::layers,
                engine::layerCount,
                engine::contextMemory,
                engine::context,
                () -> engine.usual("images", 0),
                () -> context.setProfile(0, stream),
                () -> context.setInputShape("images", 1),
                () -> context.shape("images"),
                () -> context.bind("images", buffer),
                () -> context.enqueue(stream),
                () -> session.run(Map.of("images", input)));
        for (int i = 0; i < 10_000; i++) {
            assertThatThrownBy(all.get(i % all.size()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith(" is closed");
        }
        assertThat(trt.log).hasSize(calls);
        device.close();
        assertThat(trt.live).isEmpty();
        assertThat(cuda.live()).isEmpty();
    }
}
