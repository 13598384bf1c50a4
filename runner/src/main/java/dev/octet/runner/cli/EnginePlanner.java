package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibratorDefaults;
import dev.octet.calibrator.adopt.PairCheck;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.runner.engine.BuildSettings;
import dev.octet.runner.engine.CalibrationInput;
import dev.octet.runner.engine.CalibratorChoice;
import dev.octet.runner.engine.FloatLayers;
import dev.octet.runner.engine.MemoryEstimate;
import dev.octet.runner.engine.PrecisionChoice;
import dev.octet.runner.engine.ProfilePlan;
import dev.octet.runner.engine.StrongTyping;
import dev.octet.runner.engine.UnifiedMemory;
import java.nio.file.Path;
import java.util.Optional;

/** Brings the options of a build and its model together. */
final class EnginePlanner {

    private final EngineOptions engine;
    private final ShapeOptions shapes;
    private final CalibratorOptions calibrator;
    private final ImageOptions images;
    private final Console console;

    EnginePlanner(
            EngineOptions engine,
            ShapeOptions shapes,
            CalibratorOptions calibrator,
            ImageOptions images,
            Console console) {
        this.engine = engine;
        this.shapes = shapes;
        this.calibrator = calibrator;
        this.images = images;
        this.console = console;
    }

    /** What the options mean for a model, or why they do not go with it. */
    EnginePlan plan(OnnxModel model, Path file, Path output) {
        Optional<CalibratorChoice> choice = calibrator.choice(images.images != null);
        PrecisionChoice precision = PrecisionChoice.of(model, engine.precision(), choice, engine.isStronglyTyped());
        if (precision.isQdq()) {
            PairCheck.ifReadable(model).ifPresent(pairs -> pairs.requireTensorRt(model.name()));
        }
        BuildSettings settings = engine.settings(precision.precision());
        if (settings.stronglyTyped()) {
            console.say("Strongly typed: "
                    + StrongTyping.of(model, settings.rewritesToHalf()).rest() + ".");
        }
        FloatLayers layers = new FloatLayers(model.graph());
        settings.layerPrecisions().forEach(layers::require);
        calibrator.table().ifPresent(table -> Calibration.at(table).requireModel(model));
        ProfilePlan profile = shapes.plan(model);
        profile.remarks().forEach(console::say);
        Optional<CalibrationPhotos> photos = Optional.ofNullable(images.images)
                .map(folder -> CalibrationPhotos.of(model, profile, folder, images, console));
        int batch = batch(model, profile);
        EnginePlan plan = new EnginePlan(
                model,
                file,
                output,
                settings,
                precision,
                profile,
                choice,
                photos,
                batch,
                MemoryEstimate.of(model, profile, settings.workspaceBytes()));
        requireBatch(plan);
        UnifiedMemory.here().ifPresent(memory -> {
            memory.require(plan.memory());
            memory.remark(plan.memory()).ifPresent(console::say);
        });
        return plan;
    }

    private static int batch(OnnxModel model, ProfilePlan profile) {
        return model.graph().inputs().stream()
                .map(profile::usual)
                .filter(sizes -> !sizes.isEmpty())
                .findFirst()
                .map(sizes -> Math.toIntExact(Math.max(1, sizes.get(0))))
                .orElse(1);
    }

    private static void requireBatch(EnginePlan plan) {
        boolean batches = plan.calibrator().filter(one -> !one.isOctets()).isPresent();
        if (batches && plan.images().isPresent() && plan.imageCount() < plan.batch()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There are " + plan.imageCount() + " images, not enough for one batch of " + plan.batch() + ".",
                    "Give more images, or make the engine for a smaller batch with --opt-shapes.");
        }
    }

    /** The ranges of a plan, or what TensorRT's own calibrator finds them from. Takes time where Octet calibrates. */
    Optional<CalibrationInput> ranges(EnginePlan plan) {
        if (plan.calibrator().isEmpty()) {
            return Optional.empty();
        }
        CalibratorChoice choice = plan.calibrator().get();
        return Optional.of(choice.estimator()
                .map(estimator -> CalibrationInput.octets(choice, octetRanges(plan, estimator), plan.batch()))
                .orElseGet(() -> CalibrationInput.tensorRts(
                        choice,
                        calibrator.cache().map(Path::toAbsolutePath),
                        plan.images().map(photos -> photos.batches(images)),
                        plan.batch())));
    }

    private TensorRtCache octetRanges(EnginePlan plan, RangeEstimator estimator) {
        Calibration calibration = plan.images()
                .map(photos -> calibrate(plan.model(), photos))
                .orElseGet(() -> Calibration.at(calibrator.table().orElseThrow()));
        return TensorRtCache.of(
                CalibratorDefaults.TENSORRT_VERSION,
                CalibratorDefaults.CACHE_ALGORITHM,
                calibration.ranges(plan.model(), estimator, Symmetry.SYMMETRIC));
    }

    private Calibration calibrate(OnnxModel model, CalibrationPhotos photos) {
        MemoryGuard.check(model);
        return CalibrationRequest.run(model, photos.face(), photos.letterbox(), photos.folder(), images, console)
                .calibration();
    }
}
