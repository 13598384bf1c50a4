package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.QueryTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * The traces whose summaries are in {@code src/test/resources/trtexec}, as a program in C++ made them, and printed them with
 * the code of TensorRT's sampleReporting.cpp.
 */
final class RecordedTrace {

    private long state = 12345;

    private float next(int below) {
        state = (state * 1664525L + 1013904223L) & 0xffffffffL;
        return (state >>> 16) % below;
    }

    /**
     * The trace.
     *
     * @param count queries
     * @param scale how much enqueue and work differ from query to query
     * @param streams lanes in turns
     * @param copies factor of the copies' length
     * @param enqueue factor of the enqueue's length
     */
    static List<QueryTrace> of(int count, float scale, int streams, float copies, float enqueue) {
        RecordedTrace random = new RecordedTrace();
        List<QueryTrace> trace = new ArrayList<>();
        float now = 0;
        for (int i = 0; i < count; i++) {
            float enqueueStart = now + random.next(7) / 64f;
            float enqueueEnd = enqueueStart + enqueue * scale * random.next(50) / 256f;
            float h2dEnd = now + copies * random.next(40) / 512f;
            float computeStart = h2dEnd + random.next(5) / 1024f;
            float computeEnd = computeStart + 2f + scale * random.next(100) / 333f;
            float d2hStart = computeEnd + random.next(3) / 1024f;
            float d2hEnd = d2hStart + copies * random.next(60) / 700f;
            trace.add(new QueryTrace(
                    i % streams, enqueueStart, enqueueEnd, now, h2dEnd, computeStart, computeEnd, d2hStart, d2hEnd));
            now = computeStart + (computeEnd - computeStart) * 0.9f;
        }
        return trace;
    }
}
