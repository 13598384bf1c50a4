package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.EngineLanes.LaneSetup;
import dev.octet.bindings.tensors.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLanesTest {

    private final FakeCuda cuda = new FakeCuda();
    private final FakeTensorRt trt = new FakeTensorRt(cuda);
    private final List<Float> seen = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void write_a_plan_whose_runs_are_seen() throws IOException {
        plan = Files.writeString(folder.resolve("yolo.engine"), "ftrt a plan");
        trt.function = (input, output) -> seen.add(input.getFloat(4));
    }

    private EngineSession session() {
        return EngineSession.load(cuda.device(), trt, plan, EngineOptions.defaults());
    }

    private static LaneSetup setup(int count, LaneOptions options) {
        return new LaneSetup(count, options, EngineLanesTest::shape, EngineLanesTest::fill);
    }

    private static long[] shape(TensorSpec input) {
        return input.shape().stream().mapToLong(Long::longValue).toArray();
    }

    private static void fill(TensorSpec input, ByteBuffer content) {
        assertThat(input.name()).isEqualTo("images");
        for (int i = 0; i < 12; i++) {
            content.putFloat(4 * i, i);
        }
    }

    private static LaneOptions options(boolean graph, boolean transfers, LaneMemory memory) {
        return new LaneOptions(0, 2, graph, false, transfers, memory);
    }

    /** The calls of one query. */
    private List<String> query(EngineLanes lanes) {
        EngineLane lane = lanes.lanes().get(0);
        lanes.begin();
        lane.begin();
        int before = cuda.log().size();
        lane.submit(0);
        lane.await(0);
        return List.copyOf(cuda.log().subList(before, cuda.log().size()));
    }

    @Test
    void a_query_is_copies_in_work_and_copies_out_with_an_event_at_every_seam() {
        try (EngineSession session = session();
                EngineLanes lanes = session.lanes(setup(1, options(false, true, LaneMemory.PINNED)))) {
            assertThat(query(lanes))
                    .containsExactly(
                            "record",
                            "copyToDevice",
                            "record",
                            "waitForEvent",
                            "record",
                            "record",
                            "waitForEvent",
                            "record",
                            "copyToHost",
                            "record",
                            "synchronizeEvent");
            EngineLane lane = lanes.lanes().get(0);
            // The fake's clock ticks once for every call.
            assertThat(lane.inputEnd(0) - lane.inputStart(0)).isEqualTo(2);
            assertThat(lane.computeStart(0) - lane.inputEnd(0)).isEqualTo(2);
            assertThat(lane.computeEnd(0) - lane.computeStart(0)).isEqualTo(1);
            assertThat(lane.outputStart(0) - lane.computeEnd(0)).isEqualTo(2);
            assertThat(lane.outputEnd(0) - lane.outputStart(0)).isEqualTo(2);
            assertThat(lane.inputStart(0)).isPositive();
            assertThat(lane.enqueueEndNanos(0)).isGreaterThanOrEqualTo(lane.enqueueStartNanos(0));
            assertThat(seen).containsExactly(1f, 1f);
        }
        assertThat(cuda.live()).isEmpty();
        assertThat(trt.live).isEmpty();
    }

    @Test
    void without_transfers_the_inputs_are_copied_once_and_copies_take_no_time() {
        try (EngineSession session = session();
                EngineLanes lanes = session.lanes(setup(1, options(false, false, LaneMemory.PINNED)))) {
            assertThat(query(lanes)).containsExactly("record", "record", "synchronizeEvent");
            EngineLane lane = lanes.lanes().get(0);
            assertThat(lane.inputStart(0)).isEqualTo(lane.inputEnd(0)).isEqualTo(lane.computeStart(0));
            assertThat(lane.outputStart(0)).isEqualTo(lane.outputEnd(0)).isEqualTo(lane.computeEnd(0));
            assertThat(seen).containsExactly(1f, 1f);
        }
    }

    @Test
    void the_work_alone_is_captured_and_launched() {
        try (EngineSession session = session();
                EngineLanes lanes = session.lanes(setup(1, options(true, true, LaneMemory.PINNED)))) {
            assertThat(lanes.lanes().get(0).graphState()).isEqualTo("captured");
            int enqueued = (int) trt.log.stream().filter("enqueue"::equals).count();
            assertThat(query(lanes)).containsOnlyOnce("launch").containsOnlyOnce("copyToDevice");
            assertThat(trt.log).filteredOn("enqueue"::equals).hasSize(enqueued);
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void an_engine_that_cannot_be_captured_is_enqueued_and_says_why() {
        try (EngineSession session = session()) {
            cuda.failNext("endCapture", 901);
            try (EngineLanes lanes = session.lanes(setup(1, options(true, true, LaneMemory.PINNED)))) {
                assertThat(lanes.lanes().get(0).graphState()).startsWith("refused: CUDA failed at endCapture");
                assertThat(query(lanes)).doesNotContain("launch");
            }
        }
    }

    @Test
    void managed_memory_is_one_block_for_both_sides_and_nothing_is_copied() {
        try (EngineSession session = session();
                EngineLanes lanes = session.lanes(setup(1, options(false, true, LaneMemory.MANAGED)))) {
            assertThat(cuda.log()).filteredOn("allocateManaged"::equals).hasSize(2);
            assertThat(query(lanes))
                    .doesNotContain("copyToDevice", "copyToHost")
                    .hasSize(9);
            assertThat(seen).containsExactly(1f, 1f);
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void zero_copy_on_a_gpu_with_memory_of_its_own_is_refused() {
        try (EngineSession session = session()) {
            LaneSetup setup = setup(1, options(false, true, LaneMemory.ZERO_COPY));
            assertThatThrownBy(() -> session.lanes(setup).close())
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                    .hasMessage("The GPU Fake GPU does not share the machine's memory: every access of zero-copy memory"
                            + " would go over its bus.");
        }
    }

    @Test
    void zero_copy_on_an_integrated_gpu_uses_the_hosts_memory() {
        cuda.integrated();
        try (EngineSession session = session();
                EngineLanes lanes = session.lanes(setup(1, options(false, true, LaneMemory.ZERO_COPY)))) {
            assertThat(cuda.log()).filteredOn("allocateMapped"::equals).hasSize(2);
            assertThat(query(lanes)).doesNotContain("copyToDevice", "copyToHost");
            assertThat(seen).containsExactly(1f, 1f);
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void waits_spin_where_that_was_asked_for() {
        try (EngineSession session = session();
                EngineLanes lanes =
                        session.lanes(setup(2, new LaneOptions(0, 1, false, true, true, LaneMemory.PINNED)))) {
            assertThat(lanes.lanes()).hasSize(2);
            assertThat(cuda.log()).filteredOn("createSpinningEvent"::equals).hasSize(12);
        }
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void a_lane_that_cannot_be_made_leaves_nothing_behind() {
        try (EngineSession session = session()) {
            int live = cuda.live().size();
            cuda.failNext("synchronizeStream", 2);
            LaneSetup setup = setup(1, options(false, true, LaneMemory.PINNED));
            assertThatThrownBy(() -> session.lanes(setup).close()).isInstanceOf(ToolkitException.class);
            assertThat(cuda.live()).hasSize(live);
        }
    }
}
