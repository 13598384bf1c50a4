package dev.octet.runner.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.cuda.FakeCuda;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of CUDA on a device that is in memory: they pass where it works, fail where it does not, and leave nothing. */
class FakeDeviceTest {

    private static final int LAUNCH_FAILURE = 719;

    private final FakeCuda cuda = new FakeCuda();

    @TempDir
    private Path folder;

    @Test
    void checks_pass_on_a_device_that_works_and_leave_nothing() {
        for (SelfCheck check : List.of(new DeviceCopyCheck(), new StreamOrderCheck(), new GraphCaptureCheck())) {
            Verdict verdict = run(check);
            assertThat(verdict.reason()).as(check.name()).isEmpty();
            assertThat(cuda.live()).as(check.name()).isEmpty();
        }
        assertThat(run(new GraphCaptureCheck()).values())
                .containsEntry("launches", 100)
                .containsEntry("wrong", 0)
                .containsEntry("usable_after_broken_capture", true);
        assertThat(run(new DeviceCopyCheck()).values())
                .containsEntry("gpu", "Fake GPU")
                .containsEntry("driver_cuda", "13.2")
                .containsEntry("runtime_cuda", "13.1")
                .containsEntry("not_freed_bytes", 0L);
    }

    @ParameterizedTest
    @CsvSource({"allocate", "copyToDevice", "copyToHost", "synchronizeStream"})
    void a_call_that_fails_fails_the_check_and_leaves_nothing(String call) {
        cuda.failNext(call, LAUNCH_FAILURE);
        Verdict verdict = run(new DeviceCopyCheck());
        assertThat(verdict.status()).isEqualTo(Verdict.Status.FAILED);
        assertThat(verdict.reason()).contains(String.valueOf(LAUNCH_FAILURE));
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void memory_of_a_loop_that_keeps_a_buffer_grows() {
        try (var device = cuda.device()) {
            MemoryGrowth kept = MemoryGrowth.of(device, 20, () -> device.allocate(1 << 20));
            assertThat(kept.deviceBytes()).isEqualTo(18L << 20);
            assertThat(kept.verdict(java.util.Map.of()).status()).isEqualTo(Verdict.Status.FAILED);
            MemoryGrowth freed =
                    MemoryGrowth.of(device, 20, () -> device.allocate(1 << 20).close());
            assertThat(freed.deviceBytes()).isZero();
        }
    }

    private Verdict run(SelfCheck check) {
        try (SelfTestBench bench = new SelfTestBench(folder, Optional.empty(), cuda::device)) {
            return CheckResult.of(check, bench).verdict();
        }
    }
}
