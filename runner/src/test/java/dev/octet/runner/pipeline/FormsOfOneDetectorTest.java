package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.place.Reason;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.SharedData;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same weights in the four forms of the official export, on the same photos. */
@Tag("shared")
class FormsOfOneDetectorTest {

    /** What the NMS inside end2end-ort.onnx does; several hundred detections over the photos. */
    private static final DetectionSettings OF_END_TO_END =
            new DetectionSettings(0.25, 0.45, 30_000, 100, false, Labels.BEST_CLASS, false);

    private static final int SEVERAL_DOZEN = 60;
    private static final double BOX = 1e-4;
    private static final double SCORE = 1e-5;

    @Test
    void raw_heads_give_the_detections_of_the_grid() {
        same(detect("raw", OF_END_TO_END), detect("grid", OF_END_TO_END));
    }

    @Test
    void the_nms_inside_the_model_gives_the_detections_of_our_own() {
        same(detect("end2end-ort", OF_END_TO_END), detect("grid", OF_END_TO_END));
    }

    @Test
    void what_is_cut_before_tensorrts_nms_gives_the_detections_of_the_grid() {
        DetectionSettings settings = face("end2end-trt").requireHead().evaluationSettings();
        same(detect("end2end-trt", settings), detect("grid", settings));
    }

    @Test
    void every_form_has_the_same_float_islands_for_every_target() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            List<String> grid = body("grid", target);
            assertThat(grid).hasSizeGreaterThan(100).anyMatch(line -> line.contains("LAST_CONVOLUTION"));
            for (String form : List.of("raw", "end2end-ort", "end2end-trt")) {
                assertThat(body(form, target)).as(form).isEqualTo(grid);
            }
        }
    }

    @Test
    void everything_behind_the_last_convolutions_stays_in_float_in_every_form() {
        for (String form : List.of("grid", "raw", "end2end-ort", "end2end-trt")) {
            List<String> behind =
                    PlacementPlanner.plan(model(form).graph(), DeploymentTarget.onnxRuntime(), List.of())
                            .decisions()
                            .stream()
                            .filter(decision -> decision.reason() == Reason.BEHIND_LAST_CONVOLUTION)
                            .map(decision -> decision.node().opType())
                            .toList();
            assertThat(behind).as(form).contains("Reshape", "Transpose").doesNotContain("Conv", "LeakyRelu");
        }
    }

    /** What was decided up to the last convolutions, constants aside, under the names that all forms share. */
    private static List<String> body(String form, DeploymentTarget target) {
        return PlacementPlanner.plan(model(form).graph(), target, List.of()).decisions().stream()
                .filter(decision -> decision.reason() != Reason.BEHIND_LAST_CONVOLUTION)
                .filter(decision -> !decision.node().opType().equals("Constant"))
                .map(decision -> decision.node().name().replace("/model/model.", "/model.") + " " + decision.precision()
                        + " " + decision.reason())
                .toList();
    }

    private static void same(List<List<Detection>> seen, List<List<Detection>> expected) {
        assertThat(expected.stream().mapToInt(List::size).sum()).isGreaterThan(SEVERAL_DOZEN);
        assertThat(seen).hasSameSizeAs(expected);
        for (int image = 0; image < seen.size(); image++) {
            assertThat(seen.get(image)).as("image %d", image).hasSameSizeAs(expected.get(image));
            for (Detection one : expected.get(image)) {
                assertThat(seen.get(image)).as("image %d", image).anyMatch(other -> near(one, other));
            }
        }
    }

    private static boolean near(Detection one, Detection other) {
        return one.classIndex() == other.classIndex()
                && Math.abs(one.score() - other.score()) <= SCORE
                && near((one.x0() + one.x1()) / 2, (other.x0() + other.x1()) / 2)
                && near((one.y0() + one.y1()) / 2, (other.y0() + other.y1()) / 2)
                && near(one.x1() - one.x0(), other.x1() - other.x0())
                && near(one.y1() - one.y0(), other.y1() - other.y0());
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= BOX * Math.max(1, Math.abs(one));
    }

    private static List<List<Detection>> detect(String form, DetectionSettings settings) {
        OnnxModel model = model(form);
        DetectorFace face = DetectorFace.of(model);
        DetectionHead head = face.requireHead();
        List<List<Detection>> found = new ArrayList<>();
        new DetectionPipeline(model, face, head, face.letterbox(head.preprocess()), settings)
                .run(
                        ImageFolder.at(SharedData.path("data/coco128/images")),
                        LoaderOptions.defaults(),
                        (index, detections) -> found.add(detections),
                        ProgressListener.none());
        return found;
    }

    private static DetectorFace face(String form) {
        return DetectorFace.of(model(form));
    }

    private static OnnxModel model(String form) {
        return OnnxModel.at(SharedData.path("models/yolov7-tiny-w50-coco128/" + form + ".onnx"));
    }
}
