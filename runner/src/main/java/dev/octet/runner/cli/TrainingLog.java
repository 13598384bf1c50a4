package dev.octet.runner.cli;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.finetune.FinetuneListener;
import dev.octet.calibrator.finetune.FinetuneSettings;
import dev.octet.calibrator.finetune.TrainingPoint;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.report.TrainingCourse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a training goes: a bar, a line for each checkpoint, and a JSON file that holds all checkpoints. */
final class TrainingLog implements FinetuneListener {

    private static final double NANOS = 1e9;
    private static final double MINUTE = 60;

    private final Path file;
    private final FinetuneImages images;
    private final FinetuneSettings settings;
    private final Console console;
    private final ProgressListener bar;
    private final List<TrainingPoint> points = new ArrayList<>();
    private final long start = System.nanoTime();
    private int first = -1;

    TrainingLog(Path file, FinetuneImages images, FinetuneSettings settings, Console console) {
        this.file = file;
        this.images = images;
        this.settings = settings;
        this.console = console;
        this.bar = console.progress("train");
    }

    @Override
    public void stepped(int done, int total, double loss) {
        first = first < 0 ? done - 1 : first;
        bar.advanced(done, total);
    }

    @Override
    public void measured(TrainingPoint point) {
        points.add(point);
        AtomicFile.write(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(document()));
        console.say(String.format(
                Locale.ROOT,
                "step %d of %d: %sloss held out %.4f%s%s",
                point.step(),
                settings.steps(),
                Double.isNaN(point.trainingLoss())
                        ? ""
                        : String.format(Locale.ROOT, "loss %.4f, ", point.trainingLoss()),
                point.heldOutLoss(),
                byMap() ? String.format(Locale.ROOT, ", mAP %.4f", -point.score()) : "",
                left(point.step())));
    }

    private String left(int step) {
        if (first < 0 || step >= settings.steps()) {
            return "";
        }
        double perStep = (System.nanoTime() - start) / NANOS / (step - first);
        return String.format(Locale.ROOT, ", about %.0f min left", perStep * (settings.steps() - step) / MINUTE);
    }

    private boolean byMap() {
        return images.annotations().isPresent();
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "octet.finetune-log/1");
        document.put("settings", settings);
        document.put("images", images.trained().size());
        document.put("heldOut", images.heldOut().size());
        document.put("comparedBy", byMap() ? "mAP" : "loss");
        document.put(
                "points", points.stream().map(point -> json(point, byMap())).toList());
        return document;
    }

    static Map<String, Object> json(TrainingPoint point, boolean byMap) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("step", point.step());
        entry.put("trainingLoss", JsonNumber.finite(point.trainingLoss()));
        entry.put("heldOutLoss", JsonNumber.finite(point.heldOutLoss()));
        if (byMap) {
            entry.put("map", -point.score());
        }
        return entry;
    }

    /** What a report draws. */
    TrainingCourse course() {
        return new TrainingCourse(
                images.heldOut().size(),
                points.stream()
                        .map(point -> new TrainingCourse.Point(
                                point.step(),
                                Double.isNaN(point.trainingLoss())
                                        ? java.util.Optional.empty()
                                        : java.util.Optional.of(point.trainingLoss()),
                                point.heldOutLoss(),
                                byMap() ? java.util.Optional.of(-point.score()) : java.util.Optional.empty()))
                        .toList());
    }
}
