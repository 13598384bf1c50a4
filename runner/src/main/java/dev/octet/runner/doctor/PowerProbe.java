package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.nvml.NvmlReading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Under which power limit the GPU works: by nvpmodel on a Jetson, by NVML elsewhere. */
record PowerProbe(GpuStack gpu, boolean jetson, Supplier<Optional<String>> nvpmodel) implements Probe {

    private static final String CHECK = "power mode";
    private static final String UNKNOWN = "not known";
    private static final Pattern MODE = Pattern.compile("NV Power Mode: *(\\S+)");

    @Override
    public List<Finding> look() {
        if (jetson) {
            return List.of(board());
        }
        return GpuStack.asked(gpu::cuda)
                .map(cuda -> cuda.devices().stream().map(this::device).toList())
                .orElse(List.of(Finding.ok(CHECK, UNKNOWN + ": no GPU to ask")));
    }

    private Finding board() {
        Matcher mode = MODE.matcher(nvpmodel.get().orElse(""));
        return mode.find()
                ? Finding.ok(CHECK, mode.group(1))
                : Finding.warn(CHECK, UNKNOWN, "Run 'sudo nvpmodel -q' and note it beside what is measured.");
    }

    private Finding device(GpuDevice device) {
        Optional<NvmlReading> told = GpuStack.asked(() -> gpu.nvml(device));
        if (told.isEmpty() || told.get().powerLimitWatts().isEmpty()) {
            return Finding.warn(CHECK, UNKNOWN, "Run 'nvidia-smi -q -d POWER' and note it beside what is measured.");
        }
        NvmlReading reading = told.get();
        double limit = reading.powerLimitWatts().getAsDouble();
        double usual = reading.defaultPowerLimitWatts().orElse(limit);
        String found = String.format(Locale.ROOT, "GPU %d: limit %.0f W", device.index(), limit)
                + reading.persistence()
                        .map(on -> on ? ", persistence on" : ", persistence off")
                        .orElse("");
        return limit < usual
                ? Finding.warn(
                        CHECK,
                        found + String.format(Locale.ROOT, ", below its usual %.0f W", usual),
                        "Raise it with 'sudo nvidia-smi -pl', or note it beside what is measured.")
                : Finding.ok(CHECK, found);
    }
}
