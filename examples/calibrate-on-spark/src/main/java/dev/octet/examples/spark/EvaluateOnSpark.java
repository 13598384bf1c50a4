package dev.octet.examples.spark;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoCategory;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.CocoImage;
import dev.octet.runner.evaluate.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code EvaluateOnSpark MODEL IMAGES ANNOTATIONS DETECTIONS}: detects in the annotated images on the executors of a
 * cluster, writes the detections as a COCO results file, and scores them once, on the driver.
 */
public final class EvaluateOnSpark {

    private EvaluateOnSpark() {}

    /** Runs the job on the cluster that {@code spark-submit} names. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("give MODEL IMAGES ANNOTATIONS DETECTIONS");
        }
        Path file = Path.of(arguments[3]);
        AtomicFile.requireWritable(file);
        CocoAnnotations truth = CocoAnnotations.read(Path.of(arguments[2]));
        try (JavaSparkContext spark =
                new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "evaluate"))) {
            CocoDetections found = detect(spark, Path.of(arguments[0]), arguments[1], truth);
            found.writeTo(file);
            EvaluationResult result = CocoEvaluation.evaluate(truth, found);
            System.out.println(String.format(
                    Locale.ROOT, "mAP %.4f, %d images, %d detections", result.map(), result.images(), found.size()));
        }
    }

    /**
     * Detects in the annotated images.
     *
     * @param model one file, on the driver; Spark brings it to the executors
     * @param images a folder that driver and executors reach, with the scheme of its file system or a local path
     * @param truth names the images; they come in its order
     */
    static CocoDetections detect(JavaSparkContext spark, Path model, String images, CocoAnnotations truth)
            throws IOException {
        requireClasses(model, truth);
        Configuration hadoop = spark.hadoopConfiguration();
        List<String> names =
                truth.images().stream().map(CocoImage::fileName).distinct().toList();
        ImageListing listing = new ImageListing(ImageListing.root(images, hadoop), names);
        spark.addFile(model.toUri().toString());
        DetectInPartition task = new DetectInPartition(
                String.valueOf(model.getFileName()), listing.root(), new SerializableConfiguration(hadoop));
        List<DetectedImages> parts = spark.parallelize(names, CalibrateOnSpark.partitions(spark, listing))
                .mapPartitions(task)
                .collect();
        BadFile.check(parts.stream().flatMap(part -> part.bad().stream()).toList(), names.size());
        Map<String, List<DetectedImages.Box>> byName = new HashMap<>();
        parts.forEach(part -> part.images().forEach(image -> byName.put(image.name(), image.boxes())));
        return inOrder(truth, byName);
    }

    private static void requireClasses(Path model, CocoAnnotations truth) {
        int classes = Detector.at(model.toString()).face().requireHead(null).classes();
        if (classes != truth.categories().size()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model + " tells " + classes + " classes apart, the annotations have "
                            + truth.categories().size() + " categories.",
                    "Give the annotations that the model was trained for.");
        }
    }

    private static CocoDetections inOrder(CocoAnnotations truth, Map<String, List<DetectedImages.Box>> byName) {
        List<CocoCategory> categories = truth.categories();
        CocoDetections found = new CocoDetections();
        for (CocoImage image : truth.images()) {
            for (DetectedImages.Box box : byName.getOrDefault(image.fileName(), List.of())) {
                long category = categories.get(box.classIndex()).id();
                found.add(image.id(), category, box.x(), box.y(), box.width(), box.height(), box.score());
            }
        }
        return found;
    }
}
