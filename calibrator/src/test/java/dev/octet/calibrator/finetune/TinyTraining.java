package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.tensors.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A training of {@link TinyDetector} on seeded pictures. */
final class TinyTraining {

    private TinyTraining() {}

    /** Pictures of 16 x 16 px. */
    static Path pictures(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[3 * 16 * 16];
            random.nextBytes(pixels);
            try (Picture picture = Picture.of(pixels, 16, 16)) {
                Files.write(folder.resolve("p" + i + ".png"), picture.encode(ImageFormat.PNG));
            }
        }
        return folder;
    }

    /** Inputs of the network. */
    static List<Map<String, FloatTensor>> samples(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    float[] values = new float[768];
                    for (int v = 0; v < values.length; v++) {
                        values[v] = random.nextFloat();
                    }
                    return Map.of(TinyDetector.INPUT, FloatTensor.of(values, 1, 3, 16, 16));
                })
                .toList();
    }

    static TrainingStart start(DeploymentTarget target) {
        OnnxModel model = TinyDetector.model();
        Calibration calibration =
                Calibrator.of(model).calibrate(CalibrationSource.of("samples", samples(8, 3), 8), (done, total) -> {});
        return Quantizer.forTarget(target).trainingStart(model, calibration);
    }

    static FinetuneRequest request(
            TrainingStart start, Path pictures, Path checkpoint, FinetuneSettings settings, boolean resume) {
        TrainingImages images = new TrainingImages(
                ImageFolder.at(pictures),
                Letterbox.yolo(16, 16),
                ImageInput.planes(TinyDetector.INPUT),
                LoaderOptions.defaults().withThreads(1));
        return new FinetuneRequest(
                start,
                images,
                samples(4, 5),
                OutputLoss.relativeSquares(List.of("scores")),
                Optional.empty(),
                settings,
                TorchDevice.cpu(),
                checkpoint,
                resume);
    }
}
