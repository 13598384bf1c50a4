package dev.octet.benchmarks.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.model.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures counted by hand. */
class GraphWorkTest {

    /** 1,000 operations of floats, 4,000 of integers and 2,000 bytes a second. */
    private static final DeviceLimits SLOW = new DeviceLimits("slow", 4000, 2000, 1000, 2000, "made up");

    @Test
    void a_float_network_reads_and_writes_each_tensor_once() {
        GraphWork work = GraphWork.of(floats(1), Arithmetic.FP32);
        assertThat(work.layers())
                .containsExactly(
                        new LayerWork("the_conv0", Arithmetic.FP32, 4 * 64 * 27, 4 * (108 + 4), 4 * (192 + 256)),
                        new LayerWork("the_pool2", Arithmetic.FP32, 0, 0, 4 * (256 + 64)),
                        new LayerWork("the_conv3", Arithmetic.FP32, 2 * 16 * 4, 4 * (8 + 2), 4 * (64 + 32)));
        assertThat(work.macs()).isEqualTo(7040);
        assertThat(work.bytes()).isEqualTo(3944);
    }

    @Test
    void an_engine_in_half_precision_moves_half_of_it() {
        GraphWork work = GraphWork.of(floats(1), Arithmetic.FP16);
        assertThat(work.macs(Arithmetic.FP16)).isEqualTo(7040);
        assertThat(work.bytes()).isEqualTo(3944 / 2);
    }

    @Test
    void an_open_batch_is_counted_as_one_and_multiplied() {
        GraphWork one = GraphWork.of(floats(-1), Arithmetic.FP32);
        assertThat(one.bytes()).isEqualTo(3944);
        GraphWork four = one.times(4);
        assertThat(four.macs()).isEqualTo(4 * 7040);
        assertThat(four.bytes()).isEqualTo(488 + 4 * (3944 - 488));
    }

    private static Graph floats(long batch) {
        TinyGraph tiny = new TinyGraph();
        String first = tiny.conv(tiny.input("images", batch, 3, 8, 8), 3, 4, 3);
        String leaky = tiny.node("LeakyRelu", List.of(first), "leaky");
        return tiny.output(tiny.conv(tiny.pool(leaky), 4, 2, 1), batch, 2, 4, 4);
    }

    @Test
    void integers_are_one_byte_where_the_next_layer_reads_integers() {
        TinyGraph tiny = new TinyGraph();
        String first = tiny.integerConv(tiny.input("images", 1, 3, 8, 8), 3, 4, 3);
        String gate = tiny.node("Sigmoid", List.of(first), "gate");
        String silu = tiny.node("Mul", List.of(first, gate), "silu");
        Graph graph = tiny.output(tiny.integerConv(silu, 4, 2, 1), 1, 2, 8, 8);
        GraphWork work = GraphWork.of(graph, Arithmetic.FP32);
        assertThat(work.layers())
                .containsExactly(
                        new LayerWork("the_conv0", Arithmetic.INT8, 4 * 64 * 27, 108 + 4 * 4, 192 + 256),
                        new LayerWork("the_conv6", Arithmetic.INT8, 2 * 64 * 4, 8 + 4 * 2, 256 + 4 * 128));
        assertThat(work.macs(Arithmetic.INT8)).isEqualTo(6912 + 512);
    }

    @Test
    void a_sum_reads_the_operand_that_something_else_made() {
        TinyGraph tiny = new TinyGraph();
        String images = tiny.input("images", 1, 4, 8, 8);
        String one = tiny.conv(images, 4, 4, 1);
        String other = tiny.node("Relu", List.of(tiny.conv(one, 4, 4, 1)), "relu");
        Graph graph = tiny.output(tiny.node("Add", List.of(other, one), "sum"), 1, 4, 8, 8);
        assertThat(GraphWork.of(graph, Arithmetic.FP32).layers())
                .contains(new LayerWork("the_sum", Arithmetic.FP32, 0, 0, 4 * 256))
                .hasSize(3);
    }

    @Test
    void the_shortest_time_is_the_longer_of_computing_and_moving_for_each_layer() {
        GraphWork work = GraphWork.of(floats(1), Arithmetic.FP32);
        // conv0 computes for 6.912 s, moves for 1.12 s; the pool moves for 0.64 s; conv3 for 0.212 s, computes for
        // 0.128 s.
        Roofline roofline = new Roofline(work, SLOW, 10);
        assertThat(roofline.floorSeconds()).isCloseTo(6.912 + 0.64 + 0.212, within(1e-9));
        assertThat(roofline.share()).isCloseTo(0.7764, within(1e-9));
        assertThat(roofline.bound()).isEqualTo(Roofline.Bound.COMPUTE);
        assertThat(roofline.attainedGigaMacs()).isCloseTo(704e-9, within(1e-15));
        assertThat(roofline.possibleGigaMacs()).isCloseTo(7040 / 7.764 * 1e-9, within(1e-15));
        DeviceLimits narrow = new DeviceLimits("narrow", 4e6, 2e6, 1e6, 2000, "made up");
        assertThat(new Roofline(work, narrow, 10).bound()).isEqualTo(Roofline.Bound.MEMORY);
        assertThat(new Roofline(work, narrow, 10).floorSeconds()).isCloseTo(3944 / 2000.0, within(1e-9));
    }

    @Test
    void a_roofline_says_what_bounds_it() {
        GraphWork work =
                new GraphWork(List.of(new LayerWork("one", Arithmetic.INT8, 2_000_000_000, 1_000_000, 3_000_000)));
        DeviceLimits device = new DeviceLimits("fast", 1e12, 5e11, 1e11, 1e9, "made up");
        assertThat(new Roofline(work, device, 0.008).text())
                .isEqualTo(
                        "250.0 GMAC/s of 500.0 possible (50.0 %), bound by memory: 2.000 GMAC and 4.0 MB take at least"
                                + " 4.000 ms");
        assertThat(new Roofline(work, device, 0.008).toMap())
                .containsEntry("bound", "memory")
                .containsEntry("share", 0.5)
                .containsEntry("bytes", 4_000_000L);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new Roofline(new GraphWork(List.of()), SLOW, 1))
                .hasMessage("work has no layers");
        assertThatThrownBy(() -> new Roofline(GraphWork.of(floats(1), Arithmetic.FP32), SLOW, 0))
                .hasMessage("measuredSeconds is 0.0, must be positive");
        assertThatThrownBy(() -> new DeviceLimits("none", 0, 1, 1, 1, ""))
                .hasMessage("limits of none must all be positive: int8Macs 0.0, fp16Macs 1.0, fp32Macs 1.0,"
                        + " bytesPerSecond 1.0");
    }
}
