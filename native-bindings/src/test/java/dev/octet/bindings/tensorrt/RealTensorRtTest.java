package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.IInt8Calibrator;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NVIDIA's own libraries, as far as they go without a driver: run with {@code -Pnatives}. */
@Tag("natives")
@SuppressWarnings("deprecation") // calibrators
class RealTensorRtTest {

    @BeforeAll
    static void load() {
        RealLibraries.load();
    }

    /** Answers from lists. */
    private static final class Scripted implements CalibratorDialogue {
        final List<List<String>> asked = new ArrayList<>();
        byte @Nullable [] cache;
        byte[] written = {};
        Pointer @Nullable [] answer;

        @Override
        public int batchSize() {
            return 4;
        }

        @Override
        public Pointer @Nullable [] nextBatch(List<String> inputs) {
            asked.add(inputs);
            return answer;
        }

        @Override
        public byte @Nullable [] readCache() {
            return cache;
        }

        @Override
        public void writeCache(byte[] found) {
            written = found;
        }
    }

    /** The same native object seen as the base class, so that calls go through C++ and back. */
    private static IInt8Calibrator throughNativeCode(Pointer calibrator) {
        return new IInt8Calibrator(calibrator);
    }

    @Test
    void versions_are_those_of_the_libraries() {
        TensorRtVersions versions = new TensorRtVersions(
                JavaCppTensorRt.instance().libraryVersion(),
                JavaCppTensorRt.instance().headerVersion());
        assertThat(versions.libraryText()).isEqualTo("10.15.1");
        assertThat(versions.headersText()).isEqualTo("10.15.1");
        assertThat(versions.onlyStronglyTyped()).isFalse();
    }

    @Test
    void without_a_driver_a_runtime_is_refused_with_what_tensorrt_says() {
        assertThatThrownBy(() -> EngineRuntime.create(JavaCppTensorRt.instance()))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("TensorRT made no EngineRuntime: ");
    }

    @Test
    void without_a_driver_a_builder_is_refused_with_what_tensorrt_says() {
        assertThatThrownBy(() -> Builder.create(JavaCppTensorRt.instance()))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("TensorRT made no Builder: error: ")
                .hasMessageContaining("CUDA");
    }

    @Test
    void the_plugins_that_come_with_tensorrt_are_registered() {
        StandardPlugins.register();
        StandardPlugins.register();
        assertThat(nvinfer.getPluginRegistry().getCreator("EfficientNMS_TRT", "1", ""))
                .isNotNull();
    }

    @Test
    void log_lines_come_through_native_code() {
        List<String> heard = new ArrayList<>();
        try (TensorRtLog.Listening listening =
                TensorRtLog.process().listen((severity, text) -> heard.add(severity + ": " + text))) {
            assertThat(listening).isNotNull();
            assertThatThrownBy(() -> Builder.create(JavaCppTensorRt.instance())).isInstanceOf(ToolkitException.class);
        }
        assertThat(heard).anyMatch(line -> line.matches("(?s)(INTERNAL_)?ERROR: .*CUDA.*"));
    }

    @ParameterizedTest
    @EnumSource(CalibratorKind.class)
    void calibrators_are_asked_through_native_code(CalibratorKind kind) {
        Scripted script = new Scripted();
        script.answer = new Pointer[] {new BytePointer(16)};
        Pointer calibrator = Calibrators.create(kind, script);
        IInt8Calibrator asked = throughNativeCode(calibrator);
        assertThat(asked.getAlgorithm().intern().name())
                .isEqualTo(
                        switch (kind) {
                            case ENTROPY2 -> "kENTROPY_CALIBRATION_2";
                            case ENTROPY -> "kENTROPY_CALIBRATION";
                            case MINMAX -> "kMINMAX_CALIBRATION";
                        });
        try (PointerPointer<Pointer> bindings = new PointerPointer<>(1);
                PointerPointer<BytePointer> names = new PointerPointer<>("images")) {
            assertThat(asked.getBatch(bindings, names, 1)).isTrue();
            assertThat(bindings.get(0).address()).isEqualTo(script.answer[0].address());
            assertThat(script.asked).containsExactly(List.of("images"));
            script.answer = null;
            assertThat(asked.getBatch(bindings, names, 1)).isFalse();
        }
        calibrator.deallocate();
    }

    @Test
    void a_cache_is_read_and_written_through_native_code() {
        Scripted script = new Scripted();
        Pointer calibrator = Calibrators.create(CalibratorKind.ENTROPY2, script);
        IInt8Calibrator asked = throughNativeCode(calibrator);
        byte[] cache = "TRT-101501-EntropyCalibration2\nimages: 3c010a14\n".getBytes(StandardCharsets.UTF_8);
        try (LongPointer length = new LongPointer(1)) {
            length.put(0, 140_362_215_587_984L);
            assertThat(asked.readCalibrationCache(length)).isNull();
            assertThat(length.get(0)).isZero();
            script.cache = cache;
            Pointer read = asked.readCalibrationCache(length);
            assertThat(length.get(0)).isEqualTo(cache.length);
            byte[] copy = new byte[cache.length];
            new BytePointer(read).capacity(cache.length).get(copy);
            assertThat(copy).isEqualTo(cache);
        }
        try (BytePointer found = new BytePointer(cache)) {
            asked.writeCalibrationCache(found, cache.length);
            assertThat(script.written).isEqualTo(cache);
        }
        calibrator.deallocate();
    }

    @Test
    void what_a_callback_throws_does_not_reach_native_code() {
        try (dev.octet.bindings.cuda.Device device = new dev.octet.bindings.cuda.FakeCuda().device();
                Int8Calibrator calibrator = Int8Calibrator.of(
                        JavaCppTensorRt.instance(),
                        device,
                        CalibratorKind.ENTROPY2,
                        new CalibrationBatches() {
                            @Override
                            public int batchSize() {
                                return 1;
                            }

                            @Override
                            public java.util.Map<String, Integer> inputBytes() {
                                return java.util.Map.of("images", 4);
                            }

                            @Override
                            public boolean next(java.util.Map<String, java.nio.ByteBuffer> into) {
                                throw new IllegalArgumentException("thrown in a callback");
                            }
                        },
                        CalibrationCache.none());
                PointerPointer<Pointer> bindings = new PointerPointer<>(1);
                PointerPointer<BytePointer> names = new PointerPointer<>("images")) {
            IInt8Calibrator asked = throughNativeCode(calibrator.handle());
            assertThat(asked.getBatch(bindings, names, 1)).isFalse();
            assertThat(asked.getBatch(bindings, names, 1)).isFalse();
            assertThatThrownBy(calibrator::rethrow)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("thrown in a callback");
            calibrator.rethrow();
        }
    }

    @Test
    void constants_are_read_from_the_presets() {
        PresetConstants constants = new PresetConstants(IRuntime.class.getClassLoader());
        assertThat(constants.require("BuilderFlag", "kINT8", "10.15.1")).isEqualTo(1);
        assertThat(constants.name("DataType", 0)).isEqualTo("kFLOAT");
    }

    /** Native objects that the presets can make, deleted for real by the way that engines are deleted. */
    @Test
    void native_objects_are_deleted_once_and_refuse_ten_thousand_calls() {
        assertThat(DummyRelease.isPossible()).isTrue();
        AtomicInteger deleted = new AtomicInteger();
        DummyRelease release = new DummyRelease();
        IRuntime made = new IRuntime();
        Pointer handle = new Alias(made);
        made.deallocate(false);
        TensorRtCalls calls = new Forwarding() {
            @Override
            public void release(HandleKind kind, Pointer released) {
                deleted.incrementAndGet();
                release.release(kind, released);
            }
        };
        Native owner = Native.made(calls, HandleKind.RUNTIME, () -> handle);
        assertThat(owner.get()).isSameAs(handle);
        owner.end();
        owner.end();
        assertThat(deleted).hasValue(1);
        for (int i = 0; i < 10_000; i++) {
            assertThatThrownBy(owner::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("EngineRuntime is closed");
        }
    }

    @Test
    void a_real_calibrator_refuses_ten_thousand_calls_after_close() {
        try (dev.octet.bindings.cuda.Device device = new dev.octet.bindings.cuda.FakeCuda().device()) {
            Int8Calibrator calibrator = Int8Calibrator.of(
                    JavaCppTensorRt.instance(),
                    device,
                    CalibratorKind.MINMAX,
                    CalibrationBatches.none(1),
                    CalibrationCache.none());
            calibrator.close();
            calibrator.close();
            for (int i = 0; i < 10_000; i++) {
                assertThatThrownBy(calibrator::handle)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Int8Calibrator is closed");
            }
        }
    }

    @Test
    void objects_are_deleted_in_both_ways_a_thousand_times() {
        DummyRelease release = new DummyRelease();
        for (int i = 0; i < 1_000; i++) {
            IRuntime made = new IRuntime();
            Pointer handle = new Alias(made);
            made.deallocate(false);
            release.release(HandleKind.RUNTIME, handle);
        }
        VirtualTableRelease byTable = new VirtualTableRelease();
        for (int i = 0; i < 1_000; i++) {
            IRuntime made = new IRuntime();
            Pointer handle = new Alias(made);
            made.deallocate(false);
            byTable.release(HandleKind.RUNTIME, handle);
        }
    }

    /** Another pointer to the same address, which nobody deletes by itself. */
    private static final class Alias extends Pointer {
        Alias(Pointer other) {
            this.address = other.address();
        }
    }

    /** The real calls, for a test that looks at one of them. */
    private abstract static class Forwarding implements TensorRtCalls {
        private final TensorRtCalls real = JavaCppTensorRt.instance();

        @Override
        public int libraryVersion() {
            return real.libraryVersion();
        }

        @Override
        public int headerVersion() {
            return real.headerVersion();
        }

        @Override
        public BuilderCalls building() {
            return real.building();
        }

        @Override
        public EngineCalls running() {
            return real.running();
        }

        @Override
        public long size(Pointer hostMemory) {
            return real.size(hostMemory);
        }

        @Override
        public java.nio.ByteBuffer view(Pointer hostMemory, long from, int bytes) {
            return real.view(hostMemory, from, bytes);
        }
    }
}
