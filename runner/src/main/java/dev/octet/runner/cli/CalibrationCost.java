package dev.octet.runner.cli;

import dev.octet.benchmarks.Measurement;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.pipeline.DetectorFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a calibration costs beside the bare float model on the same decoded images: all of {@code octet calibrate} from the
 * folder to the table on disk, every range estimator included, in turns with {@code session.run} alone. The JVM's start is
 * not in it; its warm-up is in the first round, which is kept apart.
 */
final class CalibrationCost implements AutoCloseable {

    private static final int ROUNDS = 5;

    /** Decoded images in memory at most; with more images they are run again. */
    private static final long HELD_BYTES = 256L << 20;

    /** A second calibration is on a quarter of the images; the difference is what a further image costs. */
    private static final int PART = 4;

    private final OnnxModel model;
    private final DetectorFace face;
    private final Letterbox letterbox;
    private final ImageOptions options;
    private final ImageFolder folder;
    private final List<HostTensor> decoded = new ArrayList<>();

    CalibrationCost(OnnxModel model, Path images, ImageOptions options, Console console) {
        this.model = model;
        this.face = options.face(model);
        this.letterbox = options.letterbox(face, console);
        this.options = options;
        this.folder = options.folder(images);
    }

    /**
     * Milliseconds.
     *
     * @param images in the whole calibration
     * @param inference the float model over all images, one session of all threads
     * @param first the whole calibration before the JVM is warm
     * @param whole the whole calibration
     * @param part the calibration of a quarter of the images
     * @param partImages how many those are
     */
    record Result(
            int images, Measurement inference, double first, Measurement whole, Measurement part, int partImages) {

        double wholeRatio() {
            return whole.medianMillis() / inference.medianMillis();
        }

        double furtherMillis() {
            return (whole.medianMillis() - part.medianMillis()) / Math.max(1, images - partImages);
        }

        double furtherRatio() {
            return furtherMillis() * images / inference.medianMillis();
        }
    }

    Result measure() {
        decode();
        int part = Math.max(1, folder.size() / PART);
        List<Long> inference = new ArrayList<>();
        List<Long> whole = new ArrayList<>();
        List<Long> parts = new ArrayList<>();
        long first = calibrate(folder);
        try (Session session = InferenceSession.load(
                RunnablePart.of(model).toBytes(),
                SessionOptions.defaults().withIntraOpThreads(options.threadCount()))) {
            infer(session);
            for (int round = 0; round < ROUNDS; round++) {
                inference.add(infer(session));
                whole.add(calibrate(folder));
                parts.add(calibrate(folder.limit(part)));
            }
        }
        return new Result(
                folder.size(),
                new Measurement("inference", inference),
                first * 1e-6,
                new Measurement("calibrate", whole),
                new Measurement("calibrate a quarter", parts),
                part);
    }

    private void decode() {
        long bytes = 0;
        try (ImageLoader loader = ImageLoader.open(folder, letterbox, options.loader())) {
            for (Optional<PreparedImage> image = loader.next(); image.isPresent(); image = loader.next()) {
                if (bytes <= HELD_BYTES) {
                    FloatBuffer chw = image.get().chw();
                    FloatBuffer copy = FloatBuffer.allocate(chw.capacity());
                    decoded.add(HostTensors.of(face.image().tensor(chw, letterbox.width(), letterbox.height(), copy)));
                    bytes += (long) copy.capacity() * Float.BYTES;
                }
            }
        }
    }

    private long infer(Session session) {
        Map<String, HostTensor> outputs = new HashMap<>(session.run(Map.of(face.inputName(), decoded.get(0))));
        try {
            long start = System.nanoTime();
            for (int i = 0; i < folder.size(); i++) {
                session.run(Map.of(face.inputName(), decoded.get(i % decoded.size())), outputs);
            }
            return System.nanoTime() - start;
        } finally {
            outputs.values().forEach(HostTensor::close);
        }
    }

    private long calibrate(ImageFolder images) {
        try {
            Path table = Files.createTempFile("octet", ".json");
            try {
                long start = System.nanoTime();
                try (CalibrationImages source =
                        CalibrationImages.open(images, letterbox, face.image(), options.loader(), Map.of())) {
                    Calibration made = Calibrator.of(model)
                            .withThreads(options.threadCount())
                            .calibrate(source, ProgressListener.none());
                    made.writeTo(table);
                }
                return System.nanoTime() - start;
            } finally {
                Files.deleteIfExists(table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result as a table and as JSON. */
    static void print(Result result, Console console) {
        String images = Integer.toString(result.images());
        double inference = result.inference().medianMillis();
        new Table()
                .row("what", "images", "ms", "of inference")
                .row("inference alone", images, millis(inference), "1.00")
                .row("calibrate", images, millis(result.whole().medianMillis()), ratio(result.wholeRatio()))
                .row(
                        "calibrate, first in this process",
                        images,
                        millis(result.first()),
                        ratio(result.first() / inference))
                .row(
                        "calibrate",
                        Integer.toString(result.partImages()),
                        millis(result.part().medianMillis()),
                        "")
                .row("each further image", "1", millis(result.furtherMillis()), ratio(result.furtherRatio()))
                .printTo(console);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("images", result.images());
        document.put("inferenceMillis", result.inference().medianMillis());
        document.put("calibrateMillis", result.whole().medianMillis());
        document.put("firstCalibrateMillis", result.first());
        document.put("partImages", result.partImages());
        document.put("partCalibrateMillis", result.part().medianMillis());
        document.put("wholeRatio", result.wholeRatio());
        document.put("furtherImageMillis", result.furtherMillis());
        document.put("furtherImageRatio", result.furtherRatio());
        console.document("octet.calibration-cost/1", document);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    @Override
    public void close() {
        decoded.forEach(HostTensor::close);
    }
}
