package dev.octet.bindings.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import dev.octet.bindings.session.BoundRun;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundRunTest {

    private static final SessionOptions OPTIONS = SessionOptions.defaults().withIntraOpThreads(1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS = 3000;

    private interface Run {
        void run() throws OrtException;
    }

    /** Bytes that this thread allocates in one run: the least, and the most, as the compiler removes more or less. */
    private static double[] bytesPerRun(Run run) throws OrtException {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                run.run();
            }
            double bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) RUNS;
            least = Math.min(least, bytes);
            most = Math.max(most, bytes);
        }
        return new double[] {least, most};
    }

    @Test
    void a_bound_run_reads_its_inputs_anew_each_time() {
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(1, 2), OPTIONS);
                HostTensor x = HostTensor.copyOf(new float[] {1, 2}, 1, 2);
                HostTensor y = HostTensor.allocate(ElementType.FLOAT, 1, 2)) {
            BoundRun run = session.bind(Map.of("x", x), Map.of("y", y));
            run.run();
            assertThat(y.floats().get(1)).isEqualTo(4);
            x.floats().put(1, 5);
            run.run();
            assertThat(y.floats().get(1)).isEqualTo(10);
        }
    }

    @Test
    void a_bound_run_allocates_what_onnx_runtime_does_and_nothing_more() throws OrtException {
        double ours;
        try (InferenceSession session = InferenceSession.load(TinyModel.doubling(1, 2), OPTIONS);
                HostTensor x = HostTensor.allocate(ElementType.FLOAT, 1, 2);
                HostTensor y = HostTensor.allocate(ElementType.FLOAT, 1, 2)) {
            ours = bytesPerRun(session.bind(Map.of("x", x), Map.of("y", y))::run)[0];
        }
        assertThat(ours).isBetween(1.0, theirs() + 1);
    }

    /** The same run with nothing of ours around it. */
    private static double theirs() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(TinyModel.doubling(1, 2));
                HostTensor x = HostTensor.allocate(ElementType.FLOAT, 1, 2);
                HostTensor y = HostTensor.allocate(ElementType.FLOAT, 1, 2);
                OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            // In maps of the kind that Octet keeps: how much their iterators take depends on it.
            Map<String, OnnxTensor> from = new java.util.HashMap<>(Map.of("x", OrtTensors.of(x)));
            Map<String, OnnxTensor> to = new java.util.HashMap<>(Map.of("y", OrtTensors.of(y)));
            return bytesPerRun(() -> session.run(from, Set.of(), to, options).close())[1];
        }
    }

    @Test
    void a_bound_run_of_closed_tensors_or_sessions_is_refused() {
        InferenceSession session = InferenceSession.load(TinyModel.doubling(1, 2), OPTIONS);
        HostTensor x = HostTensor.allocate(ElementType.FLOAT, 1, 2);
        HostTensor y = HostTensor.allocate(ElementType.FLOAT, 1, 2);
        BoundRun run = session.bind(Map.of("x", x), Map.of("y", y));
        assertThatThrownBy(() -> session.bind(Map.of("x", x), Map.of()))
                .hasMessage("pinnedOutputs is empty, must name at least one output");
        x.close();
        assertThatThrownBy(run::run).hasMessage("HostTensor is closed");
        session.close();
        y.close();
        try (HostTensor open = HostTensor.allocate(ElementType.FLOAT, 1, 2)) {
            assertThatThrownBy(() -> session.run(Map.of("x", open), Map.of("y", open)))
                    .hasMessage("InferenceSession is closed");
        }
    }
}
