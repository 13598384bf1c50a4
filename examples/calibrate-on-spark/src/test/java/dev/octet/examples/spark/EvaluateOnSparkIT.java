package dev.octet.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.pipeline.DetectionPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a cluster of two executors, the detections file has the bytes of one machine's, and so the mAP. */
@Tag("shared")
class EvaluateOnSparkIT {

    private static JavaSparkContext spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        SharedData.path("models/yolox_nano.onnx");
        spark = LocalCluster.start();
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.close();
        }
    }

    @Test
    void detections_have_the_bytes_and_the_map_of_one_machine() throws IOException {
        Path model = SharedData.path("models/yolox_nano.onnx");
        Path photos = SharedData.path("data/coco128/images");
        CocoAnnotations truth = CocoAnnotations.read(SharedData.path("data/coco128/instances.json"));

        CocoDetections onSpark = EvaluateOnSpark.detect(spark, model, photos.toString(), truth);

        CocoDetections onOneMachine = onOneMachine(model, photos, truth);
        assertThat(bytes(onSpark)).isEqualTo(bytes(onOneMachine));
        double map = CocoEvaluation.evaluate(truth, onSpark).map();
        assertThat(map).isEqualTo(CocoEvaluation.evaluate(truth, onOneMachine).map());
        assertThat(map).isGreaterThan(0.2);
    }

    @Test
    void images_that_are_not_there_are_counted_over_all_partitions() throws IOException {
        Path model = SharedData.path("models/yolox_nano.onnx");
        CocoAnnotations truth = CocoAnnotations.read(SharedData.path("data/coco128/instances.json"));
        Path photos = SharedData.photos(folder.resolve("photos"), 126);
        assertThatThrownBy(() -> EvaluateOnSpark.detect(spark, model, photos.toString(), truth))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("Too many images cannot be used: 2 of 128 so far, at most 1 may be bad. ");
    }

    private static CocoDetections onOneMachine(Path model, Path photos, CocoAnnotations truth) {
        Detector detector = Detector.at(model.toString());
        DetectionHead head = detector.face().requireHead();
        List<String> names = truth.images().stream().map(CocoImage::fileName).toList();
        Map<Integer, List<DetectedImages.Box>> byIndex = new HashMap<>();
        new DetectionPipeline(detector.model(), detector.face(), head, detector.letterbox(), head.evaluationSettings())
                .run(
                        ImageFolder.of(photos, names),
                        LoaderOptions.defaults(),
                        (index, list) -> byIndex.put(
                                index, DetectedImages.Found.of("", list).boxes()),
                        ProgressListener.none());
        CocoDetections found = new CocoDetections();
        for (int i = 0; i < names.size(); i++) {
            for (DetectedImages.Box box : byIndex.get(i)) {
                found.add(
                        truth.images().get(i).id(),
                        truth.categories().get(box.classIndex()).id(),
                        box.x(),
                        box.y(),
                        box.width(),
                        box.height(),
                        box.score());
            }
        }
        return found;
    }

    private byte[] bytes(CocoDetections detections) throws IOException {
        Path file = folder.resolve("detections.json");
        detections.writeTo(file);
        return Files.readAllBytes(file);
    }
}
