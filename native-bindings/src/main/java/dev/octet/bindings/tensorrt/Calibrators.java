package dev.octet.bindings.tensorrt;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IInt8Calibrator;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;

/**
 * The calls of TensorRT's calibrators, which TensorRT 11 has no more: a class of its own, so that nothing looks for them
 * before they are asked for.
 */
@SuppressWarnings("deprecation") // deprecated since TensorRT 10.1, and the only way there to let TensorRT find ranges
final class Calibrators {

    private Calibrators() {}

    static Pointer create(CalibratorKind kind, CalibratorDialogue dialogue) {
        CalibratorAnswers answers = new CalibratorAnswers(dialogue);
        return switch (kind) {
            case ENTROPY2 -> new Entropy2Callback(answers);
            case ENTROPY -> new EntropyCallback(answers);
            case MINMAX -> new MinMaxCallback(answers);
        };
    }

    static void set(Pointer config, Pointer calibrator) {
        ((IBuilderConfig) config).setInt8Calibrator((IInt8Calibrator) calibrator);
    }

    static boolean setProfile(Pointer config, Pointer profile) {
        return ((IBuilderConfig) config).setCalibrationProfile((IOptimizationProfile) profile);
    }
}
