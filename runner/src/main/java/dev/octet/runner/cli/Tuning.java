package dev.octet.runner.cli;

import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.evaluate.MapDrop;
import dev.octet.runner.pipeline.CocoSink;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.tune.DropEvidence;
import dev.octet.runner.tune.PointChoice;
import dev.octet.runner.tune.TunePoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Searches for the steps from all in integers to a budget of operations in float, measures each on images that it was
 * neither searched nor calibrated on, and chooses.
 */
final class Tuning {

    /** Steps that are measured; enough to see where the curve bends. */
    private static final int POINTS = 8;

    private final OnnxModel model;
    private final ImageOptions options;
    private final ImageQuantization quantization;
    private final Quantizer quantizer;
    private final TuneImages images;
    private final TuneFolder folder;
    private final DetectionHead head;
    private final Console console;

    Tuning(
            OnnxModel model,
            ImageOptions options,
            ImageQuantization quantization,
            Quantizer quantizer,
            TuneImages images,
            TuneFolder folder,
            Console console) {
        this.model = model;
        this.options = options;
        this.quantization = quantization;
        this.quantizer = quantizer;
        this.images = images;
        this.folder = folder;
        this.head = quantization.face().requireHead();
        this.console = console;
    }

    /**
     * What came of it.
     *
     * @param search what the search found
     * @param equalized tensors whose channels were equalized
     * @param choice the measured points and which was chosen
     * @param quantized the model of the chosen point, calibrated on all images
     * @param floatMap mAP of the float model on the images that were measured on
     * @param measured how many these are
     */
    record Outcome(
            SearchResult search,
            List<String> equalized,
            PointChoice choice,
            QuantizedModel quantized,
            double floatMap,
            int measured) {}

    Outcome run(Set<Repair> repairs, SearchEffort effort, double maxDrop) {
        ImageQuantization.Ready whole = quantization.prepare(images.all(), repairs, Optional.empty());
        SearchResult found = quantization.search(
                whole,
                quantizer,
                quantization.request(images.searched(), effort).withJournal(folder.journal()));
        List<TunePoint> points = TunePoint.along(found, POINTS);
        CocoDetections floatDetections = folder.detections("float", () -> detectHeldOut(model));
        List<CocoDetections> detections = measured(whole, found, points, repairs);
        List<PointChoice.Trial> trials = new ArrayList<>();
        for (TunePoint point : points) {
            QuantizedModel quantized = whole.quantize(at(found, point));
            trials.add(new PointChoice.Trial(
                    point, IntegerShare.ofMacs(quantized), quantized.model().sizeBytes()));
        }
        List<CocoImage> measured = new ArrayList<>(images.named(images.heldOut(0)));
        measured.addAll(images.named(images.heldOut(1)));
        List<DropEvidence> drops = evidence(measured, floatDetections, detections);
        PointChoice choice = PointChoice.of(trials, drops, maxDrop);
        MapDrop first = drops.get(0).measured();
        QuantizedModel chosen = whole.quantize(at(found, choice.point().point()));
        return new Outcome(found, whole.equalized(), choice, chosen, first.map() + first.drop(), measured.size());
    }

    private Quantizer at(SearchResult found, TunePoint point) {
        return quantizer.withPlan(found.plan().withFloatNodes(point.floatNodes()));
    }

    private List<CocoDetections> measured(
            ImageQuantization.Ready whole, SearchResult found, List<TunePoint> points, Set<Repair> repairs) {
        List<CocoDetections> detections = new ArrayList<>();
        points.forEach(point -> detections.add(new CocoDetections()));
        for (int fold = 0; fold < TuneImages.FOLDS; fold++) {
            ImageQuantization.Ready ready =
                    quantization.prepare(images.calibrated(fold), repairs, Optional.of(whole.equalized()));
            ImageFolder heldOut = images.heldOut(fold);
            for (int i = 0; i < points.size(); i++) {
                TunePoint point = points.get(i);
                detections
                        .get(i)
                        .addAll(folder.detections(
                                "fold-" + fold + "-point-" + i,
                                () -> detect(ready.quantize(at(found, point)).model(), heldOut)));
            }
        }
        return detections;
    }

    private List<DropEvidence> evidence(
            List<CocoImage> measured, CocoDetections floatDetections, List<CocoDetections> detections) {
        List<MapDrop> detected = MapDrop.ofDetected(measured, images.categories(), floatDetections, detections);
        Set<Long> ids = new HashSet<>(measured.stream().map(CocoImage::id).toList());
        Optional<List<MapDrop>> annotated =
                images.annotations().map(truth -> MapDrop.of(truth.among(ids), floatDetections, detections));
        return IntStream.range(0, detections.size())
                .mapToObj(i -> new DropEvidence(annotated.map(drops -> drops.get(i)), detected.get(i)))
                .toList();
    }

    private CocoDetections detectHeldOut(OnnxModel detector) {
        CocoDetections found = detect(detector, images.heldOut(0));
        found.addAll(detect(detector, images.heldOut(1)));
        return found;
    }

    private CocoDetections detect(OnnxModel detector, ImageFolder folder) {
        CocoDetections found = new CocoDetections();
        List<BadImage> bad = new DetectionPipeline(
                        detector, quantization.face(), head, quantization.letterbox(), head.evaluationSettings())
                .run(
                        folder,
                        options.loader(),
                        new CocoSink(found, images.named(folder), images.categories()),
                        console.progress("measure"));
        ImageOptions.report(bad, console);
        return found;
    }
}
