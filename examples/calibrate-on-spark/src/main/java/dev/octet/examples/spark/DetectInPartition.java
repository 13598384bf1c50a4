package dev.octet.examples.spark;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectionPipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The task of an evaluation: detects in a partition's images in the executor's session.
 *
 * @param model the file that the driver gave to Spark, by name
 * @param root where the images lie
 * @param hadoop how to get there
 */
record DetectInPartition(String model, String root, SerializableConfiguration hadoop)
        implements FlatMapFunction<Iterator<String>, DetectedImages> {

    @Override
    public Iterator<DetectedImages> call(Iterator<String> names) throws IOException {
        Session session = session(SparkFiles.get(model));
        try (StagedImages staged = StagedImages.copy(root, names, hadoop.value(), file -> true)) {
            ImageFolder folder = staged.images();
            List<DetectedImages.Found> found = new ArrayList<>();
            List<BadImage> bad = session.pipeline()
                    .run(
                            session.open(),
                            folder,
                            Detector.loader(),
                            (index, list) -> found.add(DetectedImages.Found.of(
                                    folder.nameOf(folder.files().get(index)), list)),
                            ProgressListener.none());
            return List.of(new DetectedImages(found, staged.badFiles(bad))).iterator();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the executor ends
    private static Session session(String file) {
        return OncePerExecutor.get(Session.class, file, () -> {
            Detector detector = Detector.at(file);
            DetectionHead head = detector.face().requireHead();
            DetectionPipeline pipeline = new DetectionPipeline(
                    detector.model(), detector.face(), head, detector.letterbox(), head.evaluationSettings());
            return new Session(
                    pipeline,
                    pipeline.open(SessionOptions.defaults().withIntraOpThreads(1)));
        });
    }

    private record Session(DetectionPipeline pipeline, dev.octet.bindings.session.Session open) implements AutoCloseable {
        @Override
        public void close() {
            open.close();
        }
    }
}
