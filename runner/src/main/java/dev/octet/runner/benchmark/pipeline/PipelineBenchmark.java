package dev.octet.runner.benchmark.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.DecodedImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImagePreparation;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.FoundInImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures a detector from files to detections: the images of a folder go round through the steps of a
 * {@link DetectionPipeline}, the stages overlapped on threads of their own, or one after the other at depth 1.
 */
public final class PipelineBenchmark {

    private final DetectionPipeline pipeline;
    private final PipelineSettings settings;
    private final LoaderOptions options;

    /**
     * A benchmark.
     *
     * @param pipeline the detector, with its batch
     * @param settings how it is driven
     * @param options how images are read; threads are those of the settings
     */
    public PipelineBenchmark(DetectionPipeline pipeline, PipelineSettings settings, LoaderOptions options) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.options = options;
    }

    /**
     * Measures.
     *
     * @param session that the pipeline gave
     * @param images which are all read once before, so that they are in memory; bad ones are left out
     * @param sink what is found in each image, as often as it comes round, also while warming up; one call at a time
     * @throws ToolkitException {@code BAD_INPUT} when too many images are bad, {@code INTERRUPTED} when the thread is
     *     interrupted
     */
    public PipelineResult measure(Session session, ImageFolder images, Consumer<FoundInImage> sink) {
        ImagePreparation preparation = new ImagePreparation(pipeline.letterbox(), options);
        List<BadImage> bad = new ArrayList<>();
        List<Path> good = readable(images, preparation, bad);
        List<Job> jobs = new ArrayList<>();
        try {
            for (int i = 0; i < settings.depth(); i++) {
                jobs.add(new Job(good, preparation, pipeline));
            }
            PipelineProgress progress = new PipelineProgress(settings, pipeline.batch());
            if (settings.depth() == 1) {
                oneByOne(jobs.get(0), session, progress, sink);
            } else {
                new OverlappedStages(settings, session, sink).run(jobs, progress);
            }
            return progress.result(bad);
        } finally {
            jobs.forEach(Job::close);
        }
    }

    private static void oneByOne(Job job, Session session, PipelineProgress progress, Consumer<FoundInImage> sink) {
        while (progress.goesOn()) {
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new ToolkitException(
                        FailureKind.INTERRUPTED, "The benchmark was interrupted.", "Start it again.");
            }
            progress.submit(job);
            job.runAll(session, sink);
            progress.finished(job);
        }
    }

    private List<Path> readable(ImageFolder images, ImagePreparation preparation, List<BadImage> bad) {
        List<Path> good = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Path file = images.files().get(i);
            try (DecodedImage decoded = preparation.decode(i, file)) {
                good.add(decoded.file());
            } catch (ToolkitException e) {
                if (e.kind() != FailureKind.BAD_INPUT) {
                    throw e;
                }
                bad.add(new BadImage(file, String.valueOf(e.getMessage())));
                options.badImages().check(bad, images.size());
            }
        }
        if (good.isEmpty()) {
            throw new ToolkitException(FailureKind.BAD_INPUT, "No image can be read.", "Name a folder with images.");
        }
        return good;
    }
}
