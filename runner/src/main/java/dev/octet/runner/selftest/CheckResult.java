package dev.octet.runner.selftest;

import dev.octet.bindings.failure.ToolkitException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A check that was run.
 *
 * @param name of the check
 * @param proves what it proves
 * @param verdict what came out
 * @param duration how long it took
 */
public record CheckResult(String name, String proves, Verdict verdict, Duration duration) {

    /** Runs a check; whatever it throws but an error of the JVM is a failure with its message. */
    static CheckResult of(SelfCheck check, SelfTestBench bench) {
        long start = System.nanoTime();
        Verdict verdict;
        try {
            verdict = check.run(bench);
        } catch (ToolkitException e) {
            Map<String, Object> values = new LinkedHashMap<>();
            e.diagnosis().ifPresent(name -> values.put("diagnosis", name));
            verdict = Verdict.failed(e.getMessage() + " " + e.remedy(), values);
        } catch (RuntimeException | LinkageError e) {
            verdict = Verdict.failed("It broke off: " + e, Map.of());
        }
        return new CheckResult(check.name(), check.proves(), verdict, Duration.ofNanos(System.nanoTime() - start));
    }

    /** As JSON has it. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("check", name);
        content.put("proves", proves);
        content.put("status", verdict.status().name().toLowerCase(Locale.ROOT));
        content.put("reason", verdict.reason());
        content.put("seconds", duration.toMillis() / 1000.0);
        content.put("values", verdict.values());
        return content;
    }
}
