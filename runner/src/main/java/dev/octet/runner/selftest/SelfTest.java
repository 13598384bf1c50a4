package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.CalibratorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The checks, in order, and running them. */
public final class SelfTest {

    private SelfTest() {}

    /** What needs no GPU. */
    public static List<SelfCheck> withoutGpu() {
        return List.of(new DecodeCheck(), new FloatModelCheck(), new Int8ModelCheck());
    }

    /**
     * What needs one.
     *
     * @param longRun whether to take part in what takes many minutes too
     */
    public static List<SelfCheck> withGpu(boolean longRun) {
        List<SelfCheck> checks = new ArrayList<>(List.of(
                new DeviceCopyCheck(),
                new StreamOrderCheck(),
                new EventTimingCheck(),
                new GraphCaptureCheck(),
                // Before any builder is made with a resource that was looked for: it would be found from then on.
                new BuilderResourceQuestion(),
                new NewerHeadersQuestion(),
                new Fp16EngineCheck(),
                new ExplicitEngineCheck()));
        for (CalibratorKind kind : CalibratorKind.values()) {
            checks.add(new CalibratedEngineCheck(kind));
        }
        checks.add(new ReleaseQuestion());
        checks.add(new CalibratorErrorQuestion());
        checks.add(new CalibrationCacheQuestion());
        checks.add(new RunCyclesCheck(SelfTestDefaults.RUNS));
        if (longRun) {
            checks.add(new BuildCyclesCheck(SelfTestDefaults.BUILDS));
        }
        return List.copyOf(checks);
    }

    /** Runs checks one after the other; each result is handed on as soon as it is there. */
    public static List<CheckResult> run(List<SelfCheck> checks, SelfTestBench bench, Consumer<CheckResult> done) {
        List<CheckResult> results = new ArrayList<>();
        for (SelfCheck check : checks) {
            CheckResult result = CheckResult.of(check, bench);
            results.add(result);
            done.accept(result);
        }
        return results;
    }
}
