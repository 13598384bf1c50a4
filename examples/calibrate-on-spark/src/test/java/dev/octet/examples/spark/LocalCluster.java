package dev.octet.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A cluster of a master and two workers in this process, with executors that are processes of their own. */
final class LocalCluster {

    private LocalCluster() {}

    static JavaSparkContext start() throws IOException {
        // A worker takes Spark's own jars from there; here they are on the class path with everything else.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        return new JavaSparkContext(new SparkConf()
                .setMaster("local-cluster[2,1,768]")
                .setAppName("test")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.memory", "768m")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "false")
                .set(FlakyFileSystem.SETTING, FlakyFileSystem.class.getName()));
    }
}
