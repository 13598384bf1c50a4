package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.opencv.ImageHeader;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.InputSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs a detector of open size over images as the official YOLOv7 test script does: each batch of images of similar
 * shape on a canvas that fits it, so with less padding than on a square. One image is run at a time all the same.
 */
public final class RectangleDetection {

    private final DetectorModel model;
    private final Function<InputSize, DetectorFace> faces;
    private final int side;
    private final int stride;
    private final Letterbox letterbox;

    private RectangleDetection(DetectorModel model, DetectorFace face, Function<InputSize, DetectorFace> faces) {
        this.model = model;
        this.faces = faces;
        this.side = Math.max(face.input().width(), face.input().height());
        this.stride = face.coarsestStride();
        this.letterbox = face.letterbox(Preprocess.YOLO_FIXED);
    }

    /**
     * For a model.
     *
     * @param face of the model at its usual size
     * @param faces the model as a detector for images of another size
     * @throws ToolkitException {@code BAD_INPUT} when the model takes images of one size only
     */
    public static RectangleDetection of(
            DetectorModel model, DetectorFace face, Function<InputSize, DetectorFace> faces) {
        if (!face.sizeIsOpen()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Preprocessing yolo-rect gives each batch of images a size of its own, model " + model.name()
                            + " takes images of " + face.input() + " px only.",
                    "Use --preprocess yolo-fixed, or export the model with dynamic height and width.");
        }
        if (!face.showsGraph()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Preprocessing yolo-rect needs to know the strides of model " + model.name()
                            + ", which an engine does not show.",
                    "Give the model that the engine was built from with --onnx.");
        }
        return new RectangleDetection(model, face, faces);
    }

    /** What is done to images, the canvas aside. */
    public Letterbox letterbox() {
        return letterbox;
    }

    /** What is done, in words. */
    public String text() {
        return "batches of " + BatchRectangles.BATCH + " by shape, longer side " + side + ", canvas a multiple of "
                + stride + " px";
    }

    /**
     * Detects in every image, batch by batch, and then gives all detections in the order of the images. Returns the images
     * that could not be read, in the same order.
     */
    public List<BadImage> run(
            ImageFolder images, LoaderOptions options, DetectionPipeline.Sink sink, ProgressListener progress) {
        LoaderOptions ofBatch = options.withBadImages(BadImagePolicy.countedElsewhere());
        List<BadImage> bad = new ArrayList<>();
        SortedMap<Integer, List<Detection>> found = new TreeMap<>();
        int done = 0;
        try (Session session = at(letterbox).open(SessionOptions.defaults())) {
            for (BatchRectangles.Batch batch : batches(images, options.orientation())) {
                int before = done;
                List<Integer> places = batch.places();
                bad.addAll(at(letterbox.withSize(
                                batch.canvas().width(), batch.canvas().height()))
                        .run(
                                session,
                                images.chosen(places),
                                ofBatch,
                                (index, detections) -> found.put(places.get(index), detections),
                                (count, of) -> progress.advanced(before + count, images.size())));
                options.badImages().check(bad, images.size());
                done += places.size();
            }
        }
        found.forEach(sink::accept);
        bad.sort(Comparator.comparingInt(one -> images.files().indexOf(one.file())));
        return bad;
    }

    /**
     * Images by shape. Those that do not tell their size are in no batch of others, whose canvas they would change; they
     * come first, so that a set with too many of them fails before the work.
     */
    private List<BatchRectangles.Batch> batches(ImageFolder images, Orientation policy) {
        SortedMap<Integer, InputSize> sizes = sizes(images, policy);
        List<Integer> others = IntStream.range(0, images.size())
                .filter(place -> !sizes.containsKey(place))
                .boxed()
                .toList();
        List<BatchRectangles.Batch> batches = new ArrayList<>();
        if (!others.isEmpty()) {
            batches.add(new BatchRectangles.Batch(new InputSize(letterbox.width(), letterbox.height()), others));
        }
        batches.addAll(BatchRectangles.of(sizes, side, stride));
        return batches;
    }

    private DetectionPipeline at(Letterbox canvas) {
        DetectorFace face = faces.apply(new InputSize(canvas.width(), canvas.height()));
        DetectionHead head = face.requireHead();
        return new DetectionPipeline(model, face, head, canvas, head.evaluationSettings());
    }

    /** The sizes of the pictures as they are looked at, by their places; without those that do not tell it. */
    static SortedMap<Integer, InputSize> sizes(ImageFolder images, Orientation policy) {
        SortedMap<Integer, InputSize> sizes = new TreeMap<>();
        for (int place = 0; place < images.size(); place++) {
            Optional<InputSize> size = size(images.files().get(place), policy);
            if (size.isPresent()) {
                sizes.put(place, size.get());
            }
        }
        return sizes;
    }

    /** Empty for a picture that cannot be read; why, it says when it is loaded. */
    private static Optional<InputSize> size(Path file, Orientation policy) {
        try {
            ImageHeader header = ImageHeader.peek(file);
            // From 5 on the picture lies on its side (EXIF 2.32, tag 0x0112).
            boolean turned = policy == Orientation.UPRIGHT && header.orientation() > 4;
            return Optional.of(
                    turned
                            ? new InputSize(header.height(), header.width())
                            : new InputSize(header.width(), header.height()));
        } catch (IOException | ToolkitException e) {
            return Optional.empty();
        }
    }
}
