package dev.octet.runner.demo;

import dev.octet.runner.detect.Detection;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.pipeline.CocoSink;
import dev.octet.runner.pipeline.DetectionPipeline;
import java.util.ArrayList;
import java.util.List;

/** What a model found in the scenes: all of it to be scored, the confident part to be looked at. */
final class FoundInScenes implements DetectionPipeline.Sink {

    private final CocoDetections all = new CocoDetections();
    private final List<List<Detection>> shown = new ArrayList<>();
    private final CocoSink sink;

    FoundInScenes(AnnotatedScenes scenes) {
        this.sink = new CocoSink(all, scenes.truth().images(), scenes.truth().categories());
    }

    @Override
    public void accept(int index, List<Detection> detections) {
        sink.accept(index, detections);
        shown.add(detections.stream()
                .filter(one -> one.score() >= DemoDefaults.SHOWN_SCORE)
                .toList());
    }

    CocoDetections all() {
        return all;
    }

    /** The confident detections of the scene of this index. */
    List<Detection> shown(int index) {
        return shown.get(index);
    }
}
