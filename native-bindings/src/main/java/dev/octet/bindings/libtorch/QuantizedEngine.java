package dev.octet.bindings.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.QEngineVector;
import org.bytedeco.pytorch.global.torch;

/** A library inside libtorch that computes quantized layers; one at a time in a process. */
public enum QuantizedEngine {
    /** For processors of phones, and for any other; sums are exact. */
    QNNPACK,
    /** For x86-64; sums of products saturate in 16 bits where the processor has no VNNI. */
    FBGEMM,
    /** oneDNN. */
    ONEDNN,
    /** FBGEMM or oneDNN, whichever fits a layer; what libtorch takes on x86-64 by itself. */
    X86;

    /** As {@code torch.backends.quantized.engine} names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that the libtorch here has. */
    public static List<QuantizedEngine> supported() {
        LibTorch.library().verifyAvailable();
        return Temporaries.releasedAfter(() -> {
            QEngineVector engines = org.bytedeco.pytorch.Context.supportedQEngines();
            List<QuantizedEngine> found = new ArrayList<>();
            for (long i = 0; i < engines.size(); i++) {
                of(engines.get(i)).ifPresent(found::add);
            }
            return List.copyOf(found);
        });
    }

    /** What this process computes with; nothing when libtorch has none. */
    public static Optional<QuantizedEngine> current() {
        LibTorch.library().verifyAvailable();
        return of(torch.globalContext().qEngine());
    }

    /** Computes with this one from now on, in this process. Modules that are loaded already keep theirs. */
    public void use() {
        LibTorch.library().verifyAvailable();
        Temporaries.releasedAfter(() -> torch.globalContext().setQEngine(torch.QEngine.valueOf(name())));
    }

    private static Optional<QuantizedEngine> of(torch.QEngine engine) {
        for (QuantizedEngine one : values()) {
            if (one.name().equals(engine.intern().name())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
