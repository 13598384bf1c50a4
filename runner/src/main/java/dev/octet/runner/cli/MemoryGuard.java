package dev.octet.runner.cli;

import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.model.ActivationBudget;
import dev.octet.calibrator.model.OnnxModel;

/** Refuses a model whose tensors cannot fit this machine, before anything runs it. */
final class MemoryGuard {

    private MemoryGuard() {}

    static void check(OnnxModel model) {
        Machine machine = Machine.current();
        long available = Math.min(
                machine.availableMemoryBytes().orElse(machine.physicalMemoryBytes()),
                machine.cgroupMemoryLimitBytes().orElse(Long.MAX_VALUE));
        ActivationBudget.require(model, available);
    }
}
