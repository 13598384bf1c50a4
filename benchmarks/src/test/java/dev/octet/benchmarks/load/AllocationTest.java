package dev.octet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.SessionWorkload;
import dev.octet.benchmarks.Workload;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import dev.octet.calibrator.model.onnx.OperatorSetIdProto;
import dev.octet.calibrator.model.onnx.TensorShapeProto;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop itself allocates nothing, to the byte; around ONNX Runtime what its runs allocate, and nothing more. */
class AllocationTest {

    private static final int QUERIES = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class Counting implements Workload {
        private long runs;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void run() {
            runs++;
        }

        @Override
        public void close() {}
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes that the loop allocates in all its queries, beyond what asking for them takes. */
    private static long bytes(LaneLoop loop, Lane lane) {
        QueryLog log = new QueryLog(QUERIES, 0);
        Clock clock = Clock.monotonic();
        long asking = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long once = allocated();
            asking = Math.min(asking, allocated() - once);
        }
        long origin = clock.nanos();
        lane.begin(origin);
        long before = allocated();
        loop.run(origin, log);
        long used = allocated() - before - asking;
        assertThat(log.size()).isEqualTo(QUERIES);
        return used;
    }

    private static long leastBytes(LoadSettings settings, boolean paced) {
        Clock clock = Clock.monotonic();
        Lane lane = new WorkloadTarget("counting", List.of(new Counting()), clock)
                .lanes()
                .get(0);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Pace pace = paced ? new Pace(clock, 1e9) : null;
            least = Math.min(least, bytes(new LaneLoop(lane, settings, clock, pace, () -> false), lane));
        }
        return least;
    }

    @Test
    void queries_allocate_nothing() {
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(QUERIES);
        assertThat(leastBytes(settings, false)).isZero();
        assertThat(leastBytes(settings, true)).isZero();
        assertThat(leastBytes(settings.withIdle(Duration.ofNanos(100)), false)).isZero();
    }

    @Test
    void around_onnx_runtime_the_loop_adds_nothing_to_what_a_run_allocates() {
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(QUERIES);
        Clock clock = Clock.monotonic();
        try (SessionWorkload workload =
                SessionWorkload.of("relu", relu(), SessionOptions.defaults().withIntraOpThreads(1), 1)) {
            Lane lane =
                    new WorkloadTarget("relu", List.of(workload), clock).lanes().get(0);
            long inTheLoop = Long.MAX_VALUE;
            // The most, not the least: how much of a run's garbage the compiler removes depends on where it is inlined.
            long alone = 0;
            for (int round = 0; round < 3; round++) {
                inTheLoop = Math.min(
                        inTheLoop, bytes(new LaneLoop(lane, settings, clock, null, () -> false), lane) / QUERIES);
                long before = allocated();
                for (int i = 0; i < QUERIES; i++) {
                    workload.run();
                }
                alone = Math.max(alone, (allocated() - before) / QUERIES);
            }
            assertThat(inTheLoop).isPositive().isLessThanOrEqualTo(alone);
        }
    }

    private static OnnxModel relu() {
        TypeProto type = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(1)
                        .setShape(TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(4))))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("relu")
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Relu")
                                .addInput("x")
                                .addOutput("y"))
                        .addInput(ValueInfoProto.newBuilder().setName("x").setType(type))
                        .addOutput(ValueInfoProto.newBuilder().setName("y").setType(type)))
                .build();
        return OnnxModel.parse(model.toByteArray(), "relu");
    }
}
