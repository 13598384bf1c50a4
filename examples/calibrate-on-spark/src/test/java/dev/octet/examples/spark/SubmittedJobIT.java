package dev.octet.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.table.CalibrationTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a cluster gets it: by spark-submit, beside the jars that Spark brings. */
class SubmittedJobIT {

    @TempDir
    private Path folder;

    @Test
    void a_job_runs_beside_the_older_libraries_of_spark() throws Exception {
        Path model = TinyNetwork.write(folder.resolve("tiny.onnx"));
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 5; i++) {
            byte[] bgr = new byte[16 * 16 * 3];
            new Random(i).nextBytes(bgr);
            try (Picture picture = Picture.of(bgr, 16, 16)) {
                Files.write(images.resolve(i + ".png"), picture.encode(ImageFormat.PNG));
            }
        }
        Path table = folder.resolve("table.json");

        assertThat(submitted("CalibrateOnSpark", model, images, table)).contains("rc 0");

        assertThat(CalibrationTable.at(table).provenance().images().images()).isEqualTo(5);
        assertThat(CalibrationTable.at(table).estimators()).isNotEmpty();
    }

    private String submitted(String job, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("octet.spark.opens").split(" ")));
        command.addAll(
                List.of("-cp", Path.of(System.getenv("SPARK_HOME"), "jars", "*").toString()));
        command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local-cluster[2,1,768]"));
        for (String setting : List.of(
                "spark.executor.memory=768m",
                "spark.ui.enabled=false",
                "spark.driver.userClassPathFirst=true",
                "spark.executor.userClassPathFirst=true")) {
            command.addAll(List.of("--conf", setting));
        }
        command.addAll(List.of("--jars", libraries(), "--class", "dev.octet.examples.spark." + job));
        command.add(System.getProperty("octet.spark.job"));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Path talk = folder.resolve("talk.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(talk.toFile())
                .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(talk) + "rc " + process.exitValue();
    }

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("octet.spark.libraries")))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(","));
        }
    }
}
