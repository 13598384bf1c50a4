package dev.octet.runner.demo;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.pipeline.SampleImages;
import dev.octet.runner.report.ChangedPictures;
import dev.octet.runner.report.LayerMap;
import dev.octet.runner.report.Measured;
import dev.octet.runner.report.Origins;
import dev.octet.runner.report.Report;
import dev.octet.runner.report.ReportFiles;
import dev.octet.runner.report.TensorRanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the page of each target.
 *
 * @param model the float model
 * @param detector how pictures go into it
 * @param scenes that accuracy was measured on
 * @param found what the float model found
 * @param compared scenes that tensors are compared on
 */
record DemoReports(
        OnnxModel model,
        Detector detector,
        AnnotatedScenes scenes,
        FoundInScenes found,
        List<Map<String, FloatTensor>> compared) {

    /** Averages over a few scenes show what is wrong. */
    private static final int COMPARED = 8;

    /** With a few of the images that were calibrated on, to compare tensors. */
    static DemoReports of(
            OnnxModel model, Detector detector, AnnotatedScenes scenes, ImageFolder images, FoundInScenes found) {
        SampleImages samples = new SampleImages(
                LoaderOptions.defaults(), detector.letterbox(), detector.face().image());
        return new DemoReports(model, detector, scenes, found, samples.spread(images, COMPARED));
    }

    /** Writes one and returns where it is. */
    Path write(
            DemoResult.Target target,
            FoundInScenes other,
            DemoQuantization.Outcome outcome,
            Optional<DemoResult.Latency> latency) {
        CocoAnnotations truth = scenes.truth();
        ImageDifferences byImage = ImageDifferences.of(truth, found.all(), other.all());
        OnnxModel quantized = outcome.quantized().model();
        DeploymentTarget chosen = DeploymentTarget.named(target.name()).orElseThrow();
        Report report = new Report(
                new Origins(
                                "octet demo",
                                scenes.drawn().images().toString(),
                                truth.images().size(),
                                ImageFolder.at(scenes.drawn().images()).identity(),
                                detector.letterbox().inOneLine())
                        .of(model, quantized, target.model().file()),
                latency.map(one -> Measured.speed(one.threads(), one.reference(), one.quantized())),
                Optional.of(Measured.accuracy(truth, found.all(), other.all(), byImage, target.drop())),
                Optional.of(Measured.fidelity(model, quantized, compared, ProgressListener.none())),
                LayerMap.placed(
                        detector.face().graph(), chosen, outcome.quantized().placement()),
                TensorRanges.of(outcome.calibration(), chosen.symmetry(), quantized),
                ChangedPictures.of(scenes.drawn().images(), truth, found.all(), other.all(), byImage));
        Path page = target.model().file().resolveSibling("report." + target.name() + ".html");
        ReportFiles.write(report, page);
        return page;
    }
}
