package dev.octet.runner.selftest;

import dev.octet.calibrator.OctetVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of all checks.
 *
 * @param results in the order in which they were run
 * @param gpu whether those for a GPU are among them
 * @param nanos how long it all took
 */
public record SelfTestReport(List<CheckResult> results, boolean gpu, long nanos) {

    /** Name and version of the JSON format. */
    public static final String SCHEMA = "octet.selftest/1";

    private static final double NANOS = 1e9;

    public SelfTestReport {
        results = List.copyOf(results);
    }

    /** A report. */
    public static SelfTestReport of(List<CheckResult> results, boolean gpu, long nanos) {
        return new SelfTestReport(results, gpu, nanos);
    }

    /** True when nothing failed. */
    public boolean passed() {
        return count(Verdict.Status.FAILED) == 0;
    }

    /** How many ended so. */
    public long count(Verdict.Status status) {
        return results.stream().filter(one -> one.verdict().status() == status).count();
    }

    /** The document without the name of its format. */
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("octet", OctetVersion.CURRENT);
        content.put("java", System.getProperty("java.vm.version"));
        content.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        content.put("gpu", gpu);
        content.put("passed", count(Verdict.Status.PASSED));
        content.put("failed", count(Verdict.Status.FAILED));
        content.put("skipped", count(Verdict.Status.SKIPPED));
        content.put("seconds", Math.round(nanos / NANOS * 1000) / 1000.0);
        List<Map<String, Object>> checks = new ArrayList<>();
        results.forEach(one -> checks.add(one.content()));
        content.put("checks", checks);
        return content;
    }

    /** The document as a file has it. */
    public byte[] toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.putAll(content());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(document);
    }
}
