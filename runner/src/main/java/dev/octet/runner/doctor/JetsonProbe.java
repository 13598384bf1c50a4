package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.platform.JetPack;
import dev.octet.bindings.platform.L4tRelease;
import java.util.List;
import java.util.Optional;

/** Which JetPack this is; nothing where this is no Jetson. */
record JetsonProbe(Optional<L4tRelease> release, boolean gpuNeeded) implements Probe {

    private static final String CHECK = "jetpack";

    @Override
    public List<Finding> look() {
        return release.map(l4t -> List.of(look(l4t))).orElse(List.of());
    }

    private Finding look(L4tRelease l4t) {
        Optional<JetPack> known = l4t.jetPack();
        if (known.isEmpty()) {
            return Finding.warn(
                    CHECK,
                    l4t.board() + ", " + l4t + ", which no known JetPack has",
                    "JetPack 7 is supported; see what the lines below say about this one.");
        }
        JetPack pack = known.get();
        String found = l4t.board() + ", JetPack " + pack.release() + " (" + l4t + "): CUDA " + pack.cuda()
                + ", TensorRT " + pack.tensorRt();
        String cuda = GpuLibrary.RUNTIME.soname().replaceFirst(".*\\.", "");
        if (pack.cuda().startsWith(cuda + ".")) {
            return Finding.ok(CHECK, found);
        }
        String fix = "This build is for CUDA " + cuda + ": update to JetPack 7, or use a build for this one.";
        return gpuNeeded ? Finding.fail(CHECK, found, fix) : Finding.warn(CHECK, found, fix);
    }
}
