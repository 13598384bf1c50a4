package dev.octet.benchmarks.jmh;

import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import dev.octet.bindings.opencv.PixelLayout;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.images.LoaderOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Milliseconds that one core takes to make a photo the input of a model, {@code [1, 3, 640, 640] float32}, whole and stage
 * by stage; the files are in the page cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LetterboxBenchmark {

    private static final int SIDE = 640;

    /** Which photos. */
    @Param
    public Photos photos = Photos.COCO;

    private final Letterbox letterbox = Letterbox.yolo(SIDE, SIDE);
    private final PixelLayout layout = PixelLayout.of(
            letterbox.colour(), letterbox.padValue(), letterbox.scale(), letterbox.mean(), letterbox.std());
    private final List<byte[]> files = new ArrayList<>();
    private final List<Picture> decoded = new ArrayList<>();
    private final List<Picture> scaled = new ArrayList<>();
    private final FloatBuffer chw = ByteBuffer.allocateDirect(3 * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    private Path scratch = Path.of("");
    private ImageFolder images;

    /** Has the photos ready for every stage. */
    @Setup
    public void prepare() throws IOException {
        scratch = Files.createTempDirectory("octet-photos");
        images = photos.images(scratch);
        for (Path file : images.files()) {
            byte[] bytes = Files.readAllBytes(file);
            files.add(bytes);
            decoded.add(decode(bytes));
        }
        decoded.forEach(picture -> scaled.add(scale(picture)));
    }

    /** Frees the pictures. */
    @TearDown
    public void free() throws IOException {
        decoded.forEach(Picture::close);
        scaled.forEach(Picture::close);
        try (Stream<Path> drawn = Files.list(scratch)) {
            for (Path file : drawn.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static Picture decode(byte[] bytes) {
        return Picture.decode(bytes, DecodeLimits.defaults(), Orientation.UPRIGHT);
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private Picture scale(Picture picture) {
        LetterboxGeometry place = letterbox.geometry(picture.width(), picture.height());
        return picture.resized(
                (int) Math.rint(picture.width() * place.scaleX()),
                (int) Math.rint(picture.height() * place.scaleY()),
                Interpolation.LINEAR);
    }

    /** Everything, as calibration and evaluation do it: read, fingerprint, decode, resize, write the tensor. */
    @Benchmark
    @OperationsPerInvocation(Photos.COUNT)
    public void whole(Blackhole sink) {
        try (ImageLoader loader =
                ImageLoader.open(images, letterbox, LoaderOptions.defaults().withThreads(1))) {
            loader.forEach(sink::consume);
        }
    }

    /** Decode, letterbox and planes of a photo whose file was read, without the fingerprint and the hand-over to a reader. */
    @Benchmark
    @OperationsPerInvocation(Photos.COUNT)
    public FloatBuffer photo() {
        for (byte[] file : files) {
            try (Picture picture = decode(file);
                    Picture resized = scale(picture)) {
                fill(resized);
            }
        }
        return chw;
    }

    private void fill(Picture picture) {
        picture.copyTo(chw, layout, SIDE, SIDE, (SIDE - picture.width()) / 2, (SIDE - picture.height()) / 2);
    }

    /** From the bytes of the file to pixels. */
    @Benchmark
    @OperationsPerInvocation(Photos.COUNT)
    public void decode(Blackhole sink) {
        for (byte[] file : files) {
            try (Picture picture = decode(file)) {
                sink.consume(picture.width());
            }
        }
    }

    /** From pixels to the size of the canvas. */
    @Benchmark
    @OperationsPerInvocation(Photos.COUNT)
    public void resize(Blackhole sink) {
        for (Picture picture : decoded) {
            try (Picture resized = scale(picture)) {
                sink.consume(resized.width());
            }
        }
    }

    /** From resized pixels to planes of floats. */
    @Benchmark
    @OperationsPerInvocation(Photos.COUNT)
    public FloatBuffer planes() {
        scaled.forEach(this::fill);
        return chw;
    }
}
