package dev.octet.calibrator.finetune;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.libtorch.LibTorch;
import org.junit.jupiter.api.BeforeAll;

/** Tests of what runs on libtorch; skipped with a reason where there is none for the processor. */
public interface NeedsLibTorch {

    @BeforeAll
    static void libtorch_is_here() {
        boolean x86 = System.getProperty("os.arch").equals("amd64");
        assumeTrue(x86, "libtorch is on Maven Central for x86-64 only");
        LibTorch.useThreads(1);
    }
}
