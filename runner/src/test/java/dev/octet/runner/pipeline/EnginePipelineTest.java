package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.FakeEngine;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.HeadChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos through an engine give what they give through the same detector in ONNX Runtime. */
class EnginePipelineTest {

    private static final DetectionSettings SETTINGS = new DetectionSettings(0.01, 0.5, 30_000, 300, true);
    private static final HeadChoice CLASSES = HeadChoice.automatic().withClasses(3);

    @TempDir
    private Path folder;

    @BeforeEach
    void five_photos() throws IOException {
        for (int i = 0; i < 5; i++) {
            TestPhotos.write(folder.resolve(i + ".png"), 32 + i, 32, 250 - 30 * i, ImageFormat.PNG);
        }
    }

    @Test
    void a_grid() {
        List<FoundInImage> expected = onOnnxRuntime();
        assertThat(expected).hasSize(5).allMatch(found -> found.detections().size() == 2);
        FakeEngine engine = found(FakeEngine.grid(3, 4));
        assertSame(detect(engine, 1), expected);
        assertThat(engine.runs()).isEqualTo(5);
        FakeEngine four = found(FakeEngine.grid(3, 4));
        assertSame(detect(four, 4), expected);
        assertThat(four.runs()).isEqualTo(2);
    }

    @Test
    void an_nms_inside_whose_counts_and_classes_are_integers() {
        List<FoundInImage> expected = onOnnxRuntime();
        for (int batch : new int[] {1, 3, 4}) {
            assertSame(detect(found(FakeEngine.nms(3, 4)), batch), expected);
        }
    }

    private static FakeEngine found(FakeEngine engine) {
        return engine.finding(1, 0.9, 2, 3, 10, 12).finding(2, 0.6, 16, 16, 30, 31);
    }

    private static void assertSame(List<FoundInImage> seen, List<FoundInImage> expected) {
        assertThat(seen).extracting(FoundInImage::index).containsExactly(0, 1, 2, 3, 4);
        for (int i = 0; i < expected.size(); i++) {
            List<Detection> one = seen.get(i).detections();
            List<Detection> other = expected.get(i).detections();
            assertThat(one).hasSameSizeAs(other);
            for (int k = 0; k < one.size(); k++) {
                assertThat(one.get(k).classIndex()).isEqualTo(other.get(k).classIndex());
                assertThat(Math.abs(one.get(k).score() - other.get(k).score())).isLessThan(1e-5);
                assertThat(Math.abs(one.get(k).x0() - other.get(k).x0())).isLessThan(1e-4);
                assertThat(Math.abs(one.get(k).y1() - other.get(k).y1())).isLessThan(1e-4);
            }
        }
    }

    private List<FoundInImage> onOnnxRuntime() {
        OnnxDetector model = new OnnxDetector(FixedDetector.of(3)
                .finding(1, 0.9, 2, 3, 10, 12)
                .finding(2, 0.6, 16, 16, 30, 31)
                .grid()
                .build());
        return detect(model, DetectorFace.of(model.model()), 1);
    }

    private List<FoundInImage> detect(FakeEngine fake, int batch) {
        try (LoadedEngine engine = LoadedEngine.of(fake, fake.signature())) {
            DetectorFace face = EngineFace.of(engine.signature(), Optional.empty(), CLASSES, Optional.empty());
            return detect(new EngineDetector(engine), face, batch);
        }
    }

    private List<FoundInImage> detect(DetectorModel model, DetectorFace face, int batch) {
        DetectionHead head = face.requireHead();
        DetectionPipeline pipeline = new DetectionPipeline(
                        model, face, head, face.letterbox(head.preprocess()), SETTINGS)
                .inBatchesOf(batch);
        List<FoundInImage> found = new ArrayList<>();
        try (Session session = pipeline.open(SessionOptions.defaults().withIntraOpThreads(1))) {
            pipeline.each(
                    session, ImageFolder.at(folder), LoaderOptions.defaults(), found::add, ProgressListener.none());
        }
        return found;
    }
}
