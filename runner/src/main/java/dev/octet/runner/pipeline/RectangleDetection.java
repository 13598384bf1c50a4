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
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.InputSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    /** Detects in every image, batch by batch; returns the images that could not be read. */
    public List<BadImage> run(
            ImageFolder images, LoaderOptions options, DetectionPipeline.Sink sink, ProgressListener progress) {
        List<InputSize> sizes = sizes(images, options.orientation());
        LoaderOptions ofBatch = options.withBadImages(BadImagePolicy.countedElsewhere());
        List<BadImage> bad = new ArrayList<>();
        int done = 0;
        try (Session session = at(letterbox).open(SessionOptions.defaults())) {
            for (BatchRectangles.Batch batch : BatchRectangles.of(sizes, side, stride)) {
                int before = done;
                List<Integer> places = batch.places();
                bad.addAll(at(letterbox.withSize(
                                batch.canvas().width(), batch.canvas().height()))
                        .run(
                                session,
                                images.chosen(places),
                                ofBatch,
                                (index, detections) -> sink.accept(places.get(index), detections),
                                (count, of) -> progress.advanced(before + count, images.size())));
                options.badImages().check(bad, images.size());
                done += places.size();
            }
        }
        return bad;
    }

    private DetectionPipeline at(Letterbox canvas) {
        DetectorFace face = faces.apply(new InputSize(canvas.width(), canvas.height()));
        DetectionHead head = face.requireHead();
        return new DetectionPipeline(model, face, head, canvas, head.evaluationSettings());
    }

    static List<InputSize> sizes(ImageFolder images, Orientation policy) {
        return images.files().stream().map(file -> size(file, policy)).toList();
    }

    /** The size of a picture as it is looked at; of one that cannot be read, which is found bad later, a square. */
    private static InputSize size(Path file, Orientation policy) {
        try {
            ImageHeader header = ImageHeader.read(Files.readAllBytes(file));
            // From 5 on the picture lies on its side (EXIF 2.32, tag 0x0112).
            boolean turned = policy == Orientation.UPRIGHT && header.orientation() > 4;
            return turned
                    ? new InputSize(header.height(), header.width())
                    : new InputSize(header.width(), header.height());
        } catch (IOException | ToolkitException e) {
            return new InputSize(1, 1);
        }
    }
}
