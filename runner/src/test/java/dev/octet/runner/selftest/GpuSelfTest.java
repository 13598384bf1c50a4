package dev.octet.runner.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The checks of {@code octet selftest --gpu}; without a GPU they are skipped, and say why. */
@Tag("gpu")
class GpuSelfTest {

    private static final boolean LONG = Boolean.getBoolean("octet.selftest.long");

    @TempDir
    private static Path folder;

    private static SelfTestBench bench;

    @BeforeAll
    static void needs_a_gpu() {
        try {
            Cuda.requireDriver();
        } catch (ToolkitException e) {
            abort(e.getMessage() + " " + e.remedy());
        }
        bench = new SelfTestBench(folder, Optional.empty());
    }

    @AfterAll
    static void give_it_back() {
        if (bench != null) {
            bench.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everything_that_is_proved_on_a_gpu() {
        return SelfTest.withGpu(LONG).stream()
                .map(check -> DynamicTest.dynamicTest(check.name() + ": " + check.proves(), () -> {
                    CheckResult result = CheckResult.of(check, bench);
                    System.out.println(result.content());
                    assumeTrue(
                            result.verdict().status() != Verdict.Status.SKIPPED,
                            result.verdict().reason());
                    assertThat(result.verdict().reason()).as(result.toString()).isEmpty();
                }));
    }
}
