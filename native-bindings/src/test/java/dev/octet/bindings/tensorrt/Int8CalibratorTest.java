package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class Int8CalibratorTest {

    private final FakeCuda cuda = new FakeCuda();
    private final FakeTensorRt trt = new FakeTensorRt(cuda);
    private final Kept kept = new Kept();

    /** A cache in memory. */
    private static final class Kept implements CalibrationCache {
        private Optional<byte[]> content = Optional.empty();

        @Override
        public Optional<byte[]> read() {
            return content;
        }

        @Override
        public void write(byte[] cache) {
            content = Optional.of(cache);
        }
    }

    /** Batches of two items whose first value is the number of the batch. */
    private static class Numbered implements CalibrationBatches {
        private final int count;
        final List<String> threads = new ArrayList<>();
        private int given;

        Numbered(int count) {
            this.count = count;
        }

        @Override
        public int batchSize() {
            return 2;
        }

        @Override
        public Map<String, Integer> inputBytes() {
            return Map.of("images", 8);
        }

        @Override
        public boolean next(Map<String, ByteBuffer> into) {
            threads.add(Thread.currentThread().getName());
            if (given == count) {
                return false;
            }
            given++;
            into.get("images").putFloat(given).putFloat(-given);
            return true;
        }
    }

    private void build(CalibrationBatches batches) {
        try (Device device = cuda.device();
                Int8Calibrator calibrator = Int8Calibrator.of(trt, device, CalibratorKind.ENTROPY2, batches, kept);
                Builder builder = Builder.create(trt)) {
            Network network = builder.network(false);
            BuilderConfig config = builder.config();
            config.setCalibrator(calibrator, builder.profile());
            builder.build(network, config).close();
        } finally {
            assertThat(cuda.live()).isEmpty();
            assertThat(trt.live).isEmpty();
        }
    }

    @Test
    void every_batch_reaches_the_device_in_order_and_the_ranges_are_kept() {
        Numbered batches = new Numbered(5);
        build(batches);
        assertThat(trt.calibrated).containsExactly("2:1.0", "2:2.0", "2:3.0", "2:4.0", "2:5.0");
        assertThat(batches.threads).hasSize(6).containsOnly("octet-calibration-batches");
        assertThat(kept.content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains("TRT-101501-EntropyCalibration2\nimages: 3c010a14\n");
        assertThat(trt.settings).containsEntry("calibrator", "ENTROPY2");
    }

    @Test
    void buffers_of_the_device_are_made_once() {
        build(new Numbered(5));
        assertThat(cuda.log()).filteredOn("allocate"::equals).hasSize(1);
        assertThat(cuda.log()).filteredOn("allocatePinned"::equals).hasSize(2);
    }

    @Test
    void the_next_batch_is_decoded_while_tensorrt_works_on_this_one() throws Exception {
        CountDownLatch secondBegun = new CountDownLatch(1);
        CalibrationBatches batches = new Numbered(2) {
            @Override
            public boolean next(Map<String, ByteBuffer> into) {
                boolean more = super.next(into);
                if (threads.size() == 2) {
                    secondBegun.countDown();
                }
                return more;
            }
        };
        try (Device device = cuda.device();
                BatchFeeder feeder = new BatchFeeder(device, batches)) {
            assertThat(feeder.next(List.of("images"))).hasSize(1);
            assertThat(secondBegun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(feeder.given()).isEqualTo(1);
        }
    }

    @Test
    void ranges_that_were_kept_are_taken_and_no_batch_is_asked_for() {
        kept.content =
                Optional.of("TRT-101501-EntropyCalibration2\nimages: 3c010a14\n".getBytes(StandardCharsets.UTF_8));
        Numbered batches = new Numbered(5);
        try (Device device = cuda.device();
                Int8Calibrator calibrator = Int8Calibrator.of(trt, device, CalibratorKind.MINMAX, batches, kept);
                Builder builder = Builder.create(trt)) {
            BuilderConfig config = builder.config();
            config.setCalibrator(calibrator, null);
            builder.build(builder.network(false), config).close();
            assertThat(calibrator.usedCache()).isTrue();
            assertThat(calibrator.batchesGiven()).isZero();
        }
        assertThat(batches.threads).isEmpty();
    }

    @Test
    void what_a_batch_throws_is_thrown_after_the_build_and_no_ranges_are_kept() {
        ToolkitException broken =
                new ToolkitException(FailureKind.BAD_INPUT, "The image cat.jpg is truncated.", "Remove it.");
        CalibrationBatches batches = new Numbered(9) {
            @Override
            public boolean next(Map<String, ByteBuffer> into) {
                if (threads.size() == 2) {
                    throw broken;
                }
                return super.next(into);
            }
        };
        assertThatThrownBy(() -> build(batches)).isSameAs(broken);
        assertThat(kept.content).isEmpty();
        assertThat(trt.calibrated).hasSize(2);
    }

    @Test
    void what_a_batch_throws_comes_before_what_tensorrt_makes_of_it() {
        trt.failNext("build", "Calibration failed");
        CalibrationBatches batches = new Numbered(1) {
            @Override
            public boolean next(Map<String, ByteBuffer> into) {
                throw new IllegalStateException("a bug");
            }
        };
        assertThatThrownBy(() -> build(batches))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void a_cache_that_cannot_be_read_or_written_is_told_after_the_build() {
        CalibrationCache broken = new CalibrationCache() {
            @Override
            public Optional<byte[]> read() {
                return Optional.empty();
            }

            @Override
            public void write(byte[] cache) {
                throw new ToolkitException(FailureKind.OUT_OF_RESOURCES, "The disk is full.", "Free some.");
            }
        };
        try (Device device = cuda.device();
                Int8Calibrator calibrator =
                        Int8Calibrator.of(trt, device, CalibratorKind.ENTROPY, new Numbered(1), broken);
                Builder builder = Builder.create(trt)) {
            BuilderConfig config = builder.config();
            config.setCalibrator(calibrator, null);
            Network network = builder.network(false);
            assertThatThrownBy(() -> builder.build(network, config)).hasMessage("The disk is full.");
        }
        assertThat(trt.live).isEmpty();
    }

    @Test
    void an_input_that_the_calibration_lacks_is_named() {
        CalibrationBatches batches = new Numbered(1) {
            @Override
            public Map<String, Integer> inputBytes() {
                return Map.of("pixels", 8);
            }
        };
        assertThatThrownBy(() -> build(batches))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TensorRT asks for input 'images', the calibration has [pixels]");
    }

    @Test
    void ranges_that_tensorrt_passes_over_are_a_failure_and_not_a_calibration_without_images() {
        assertThatThrownBy(() -> build(CalibrationBatches.none(1)))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        "TensorRT did not take the ranges that it was given: it asks for images of [images], and there"
                                + " are none.");
        assertThat(kept.content).isEmpty();
    }

    @Test
    void a_copy_that_fails_is_told_after_the_build() {
        cuda.failNext("copyToDevice", 700);
        assertThatThrownBy(() -> build(new Numbered(3)))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("status 700");
        assertThat(kept.content).isEmpty();
    }

    @Test
    void closing_waits_for_the_batch_that_is_being_decoded() {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CalibrationBatches slow = new Numbered(3) {
            @Override
            public boolean next(Map<String, ByteBuffer> into) {
                if (threads.size() == 1) {
                    begun.countDown();
                    try {
                        Thread.sleep(50);
                    } catch (InterruptedException e) {
                        // Ends later than it was told to, as a decoder in native code does.
                    }
                    into.get("images").putFloat(1);
                    ended.set(true);
                    return true;
                }
                return super.next(into);
            }
        };
        try (Device device = cuda.device()) {
            try (BatchFeeder feeder = new BatchFeeder(device, slow)) {
                feeder.next(List.of("images"));
                begun.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            assertThat(ended).isTrue();
        }
    }
}
