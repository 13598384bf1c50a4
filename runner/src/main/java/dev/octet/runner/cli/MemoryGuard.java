package dev.octet.runner.cli;

import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.model.ActivationBudget;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.pipeline.DetectorFace;

/** Refuses a model whose tensors cannot fit this machine, before anything runs it. */
final class MemoryGuard {

    private MemoryGuard() {}

    static void check(OnnxModel model) {
        ActivationBudget.require(model, available());
    }

    /** The same with the sizes of so many images together, of the size that the face has. */
    static void check(OnnxModel model, DetectorFace face, int images) {
        check(model, face, images, available());
    }

    static void check(OnnxModel model, DetectorFace face, int images, long availableBytes) {
        ActivationBudget.require(face.sizedFor(model, images), availableBytes);
    }

    private static long available() {
        Machine machine = Machine.current();
        return Math.min(
                machine.availableMemoryBytes().orElse(machine.physicalMemoryBytes()),
                machine.cgroupMemoryLimitBytes().orElse(Long.MAX_VALUE));
    }
}
