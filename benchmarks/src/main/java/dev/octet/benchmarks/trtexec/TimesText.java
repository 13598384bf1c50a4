package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.QueryTrace;
import java.util.List;

/** The times of every counted query as trtexec's {@code --exportTimes} writes them: JSON with its keys, in its order. */
public final class TimesText {

    private TimesText() {}

    /**
     * The JSON text.
     *
     * @param counted queries without those of the warm-up
     */
    public static String of(List<QueryTrace> counted) {
        StringBuilder text = new StringBuilder("[\n");
        String before = "  ";
        for (QueryTrace one : counted) {
            text.append(before).append("{ ");
            before = ", ";
            append(text, "startEnqMs", one.enqueueStart()).append(before);
            append(text, "endEnqMs", one.enqueueEnd()).append(before);
            append(text, "startH2dMs", one.h2dStart()).append(before);
            append(text, "endH2dMs", one.h2dEnd()).append(before);
            append(text, "startComputeMs", one.computeStart()).append(before);
            append(text, "endComputeMs", one.computeEnd()).append(before);
            append(text, "startD2hMs", one.d2hStart()).append(before);
            append(text, "endD2hMs", one.d2hEnd()).append(before);
            append(text, "h2dMs", one.h2d()).append(before);
            append(text, "computeMs", one.compute()).append(before);
            append(text, "d2hMs", one.d2h()).append(before);
            append(text, "latencyMs", one.latency()).append(" }\n");
        }
        return text.append("]\n").toString();
    }

    private static StringBuilder append(StringBuilder text, String key, float value) {
        return text.append('"').append(key).append("\" : ").append(CppNumber.text(value));
    }
}
