package dev.octet.examples.spark;

import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.OpenCalibrator;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.table.CalibrationTable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The task of a calibration: observes a partition's images in the executor's session.
 *
 * @param model the file that the driver gave to Spark, by name
 * @param root where the images lie
 * @param hadoop how to get there
 */
record ObservePartition(String model, String root, SerializableConfiguration hadoop)
        implements FlatMapFunction<Iterator<String>, ObservedPart> {

    @Override
    public Iterator<ObservedPart> call(Iterator<String> names) throws IOException {
        Session session = session(SparkFiles.get(model));
        try (StagedImages staged = StagedImages.copy(root, names, hadoop.value(), ImageFolder::isImage);
                CalibrationImages images = CalibrationImages.open(
                        staged.images(),
                        session.detector().letterbox(),
                        session.detector().face().inputName(),
                        Detector.loader())) {
            CalibrationTable table = session.calibrator().observe(images, ProgressListener.none());
            return List.of(ObservedPart.of(table, staged.badFiles(images.badImages())))
                    .iterator();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the executor ends
    private static Session session(String file) {
        return OncePerExecutor.get(Session.class, file, () -> {
            Detector detector = Detector.at(file);
            return new Session(
                    detector, Calibrator.of(detector.model()).withThreads(1).open());
        });
    }

    private record Session(Detector detector, OpenCalibrator calibrator) implements AutoCloseable {
        @Override
        public void close() {
            calibrator.close();
        }
    }
}
