package dev.octet.runner.engine;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.tensorrt.CalibrationBatches;
import dev.octet.bindings.tensorrt.Int8Calibrator;
import dev.octet.bindings.tensorrt.TensorRtVersions;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.exchange.TensorRtVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calibrator of a build with its data and its cache; nothing at all where the model has its ranges. */
final class RangesOfBuild implements AutoCloseable {

    private final @Nullable CalibrationImages images;
    private final @Nullable RangesText cache;
    private final @Nullable Int8Calibrator calibrator;

    private RangesOfBuild(
            @Nullable CalibrationImages images, @Nullable RangesText cache, @Nullable Int8Calibrator calibrator) {
        this.images = images;
        this.cache = cache;
        this.calibrator = calibrator;
    }

    /** What a request asks for. */
    @MustBeClosed
    static RangesOfBuild open(BuildRequest request, Device device, TensorRtVersions versions, BuildState state) {
        if (request.calibration().isEmpty()) {
            return new RangesOfBuild(null, null, null);
        }
        CalibrationInput input = request.calibration().get();
        RangesText cache = RangesText.of(input, TensorRtVersion.ofNumber(versions.library()));
        // Said before the images are decoded, and before TensorRT would pass over it.
        boolean known = cache.read().isPresent();
        if (known || input.images().isEmpty()) {
            return new RangesOfBuild(
                    null,
                    cache,
                    Int8Calibrator.of(
                            device, input.calibrator().kind(), CalibrationBatches.none(input.batch()), cache));
        }
        return live(input, input.images().get(), cache, device, state);
    }

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private static RangesOfBuild live(
            CalibrationInput input, BatchImages images, RangesText cache, Device device, BuildState state) {
        CalibrationImages source = images.open();
        try {
            SourceBatches batches = new SourceBatches(
                    source.inBatchesOf(input.batch()),
                    input.batch(),
                    Map.of(images.input().name(), shape(images, input.batch())),
                    Map.of(images.input().name(), images.input().asBytes()),
                    state::calibrated);
            return new RangesOfBuild(
                    source, cache, Int8Calibrator.of(device, input.calibrator().kind(), batches, cache));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static List<Long> shape(BatchImages images, int batch) {
        List<Long> one = images.input()
                .shape(images.letterbox().width(), images.letterbox().height())
                .dimensions();
        return List.of((long) batch, one.get(1), one.get(2), one.get(3));
    }

    Optional<Int8Calibrator> calibrator() {
        return Optional.ofNullable(calibrator);
    }

    /** SHA-256 of the ranges. */
    Optional<String> sha256() {
        return Optional.ofNullable(cache).flatMap(RangesText::sha256);
    }

    boolean usedCache() {
        return calibrator != null && calibrator.usedCache();
    }

    int batches() {
        return calibrator == null ? 0 : calibrator.batchesGiven();
    }

    /** Images that could not be read, and why. */
    List<String> leftOut() {
        return images == null
                ? List.of()
                : images.badImages().stream()
                        .map(image -> image.file() + ": " + image.reason())
                        .toList();
    }

    @Override
    public void close() {
        if (calibrator != null) {
            calibrator.close();
        }
        if (images != null) {
            images.close();
        }
    }
}
