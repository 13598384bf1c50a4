package dev.octet.examples.spark;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code CalibrateOnSpark MODEL IMAGES TABLE}: the calibration table of a folder's images, observed by the executors of a
 * cluster. Its bytes are those of {@code octet calibrate} on one machine.
 */
public final class CalibrateOnSpark {

    /** Partitions for each core: a task that is lost costs little, and a slow one is not waited for long. */
    private static final int PARTITIONS_PER_CORE = 2;

    private CalibrateOnSpark() {}

    /** Runs the job on the cluster that {@code spark-submit} names. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("give MODEL IMAGES TABLE");
        }
        Path table = Path.of(arguments[2]);
        AtomicFile.requireWritable(table);
        try (JavaSparkContext spark =
                new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "calibrate"))) {
            calibrate(spark, Path.of(arguments[0]), arguments[1]).writeTo(table);
        }
    }

    /**
     * Calibrates.
     *
     * @param model one file, on the driver; Spark brings it to the executors
     * @param images a folder that driver and executors reach, with the scheme of its file system or a local path
     */
    static Calibration calibrate(JavaSparkContext spark, Path model, String images) throws IOException {
        Configuration hadoop = spark.hadoopConfiguration();
        ImageListing listing = ImageListing.of(images, hadoop);
        spark.addFile(model.toUri().toString());
        ObservePartition task = new ObservePartition(
                String.valueOf(model.getFileName()), listing.root(), new SerializableConfiguration(hadoop));
        ObservedPart observed = spark.parallelize(listing.names(), partitions(spark, listing))
                .mapPartitions(task)
                .treeAggregate(ObservedPart.nothing(), ObservedPart::mergedWith, ObservedPart::mergedWith);
        long good = observed.table()
                .map(table -> table.provenance().images().images())
                .orElse(0L);
        BadFile.check(observed.bad(), good + observed.bad().size());
        return Calibration.ofParts(observed.table().orElseThrow());
    }

    /** How a listing is cut for the cores that there are. */
    static int partitions(JavaSparkContext spark, ImageListing listing) {
        return Math.max(1, Math.min(listing.names().size(), PARTITIONS_PER_CORE * spark.defaultParallelism()));
    }
}
