package dev.octet.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeviceTest {

    private final FakeCuda cuda = new FakeCuda();

    @Test
    void a_device_says_what_it_is() {
        try (Device device = cuda.device()) {
            assertThat(device.facts().sm()).isEqualTo("sm90");
            assertThat(device.facts().name()).isEqualTo("Fake GPU");
            assertThat(device.driver()).hasToString("13.2");
            assertThat(device.runtime()).hasToString("13.1");
            assertThat(device).hasToString("Device 0 Fake GPU");
            DeviceBuffer buffer = device.allocate(1000);
            assertThat(device.freeMemory()).isEqualTo((1L << 30) - 1000);
            assertThat(buffer.size()).isEqualTo(1000);
        }
    }

    @Test
    void a_device_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> Device.open(cuda.withDevices(2), 2))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                .hasMessage("There is no GPU number 2: 0 to 1 are here.");
        assertThatThrownBy(() -> Device.open(cuda.withDevices(0), 0))
                .hasMessage("There is no GPU number 0: none is here.");
    }

    @Test
    void closing_a_device_releases_all_that_was_made_on_it() {
        Device device = cuda.device();
        Stream stream = device.stream();
        device.event();
        device.untimedEvent();
        device.allocate(10);
        PinnedBuffer pinned = device.allocatePinned(10);
        DeviceBuffer early = device.allocate(5);
        stream.capture(() -> stream.zero(early));
        early.close();
        assertThat(cuda.live()).hasSize(6);
        device.close();
        assertThat(cuda.live()).isEmpty();
        assertThatThrownBy(pinned::bytes).hasMessage("PinnedBuffer is closed");
        device.close();
    }

    @Test
    void bytes_go_to_the_device_and_back() {
        try (Device device = cuda.device()) {
            PinnedBuffer there = device.allocatePinned(4);
            PinnedBuffer back = device.allocatePinned(4);
            DeviceBuffer memory = device.allocate(4);
            there.bytes().putInt(42);
            Stream stream = device.stream();
            stream.copy(there, memory, 4);
            stream.copy(memory, back, 4);
            stream.synchronize();
            assertThat(back.bytes().getInt()).isEqualTo(42);
            stream.zero(memory);
            stream.copy(memory, back, 4);
            assertThat(back.bytes().getInt()).isZero();
        }
    }

    @Test
    void a_copy_that_does_not_fit_is_refused_before_cuda_sees_it() {
        try (Device device = cuda.device()) {
            PinnedBuffer small = device.allocatePinned(4);
            DeviceBuffer large = device.allocate(8);
            Stream stream = device.stream();
            assertThatThrownBy(() -> stream.copy(small, large, 8))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bytes is 8, the buffers hold 4 and 8");
            assertThat(cuda.log()).doesNotContain("copyToDevice");
        }
    }

    @Test
    void memory_that_is_not_there_is_out_of_resources_and_leaves_nothing_behind() {
        try (Device device = cuda.device()) {
            cuda.failNext("allocate", CudaStatus.MEMORY_ALLOCATION);
            assertThatThrownBy(() -> device.allocate(1 << 20))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES));
            assertThat(cuda.live()).isEmpty();
        }
    }

    @Test
    void time_is_measured_between_timed_events_only() {
        try (Device device = cuda.device()) {
            Stream stream = device.stream();
            Event start = device.event();
            Event end = device.event();
            stream.record(start);
            stream.record(end);
            end.synchronize();
            assertThat(end.isDone()).isTrue();
            assertThat(end.millisSince(start)).isPositive();
            Event untimed = device.untimedEvent();
            stream.record(untimed);
            stream.waitFor(untimed);
            assertThatThrownBy(() -> untimed.millisSince(start))
                    .hasMessage("Event is untimed; make it with Device.event()");
        }
    }

    @Test
    void a_captured_graph_does_its_work_when_it_is_launched() {
        try (Device device = cuda.device()) {
            Stream stream = device.stream();
            PinnedBuffer host = device.allocatePinned(4);
            PinnedBuffer back = device.allocatePinned(4);
            DeviceBuffer memory = device.allocate(4);
            Graph graph = stream.capture(() -> {
                stream.copy(host, memory, 4);
                stream.copy(memory, back, 4);
            });
            host.bytes().putInt(7);
            assertThat(back.bytes().getInt()).isZero();
            graph.launch(stream);
            stream.synchronize();
            assertThat(back.bytes().getInt()).isEqualTo(7);
        }
    }

    @Test
    void a_capture_that_fails_leaves_the_stream_usable() {
        try (Device device = cuda.device()) {
            Stream stream = device.stream();
            assertThatThrownBy(() -> stream.capture(stream::synchronize))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessageContaining("cudaErrorStreamCaptureUnsupported");
            cuda.failNext("endCapture", 901);
            assertThatThrownBy(() -> stream.capture(() -> {})).isInstanceOf(ToolkitException.class);
            assertThat(cuda.log()).filteredOn("abandonCapture"::equals).hasSize(2);
            stream.synchronize();
        }
    }

    @Test
    void ten_thousand_calls_after_close_are_all_refused() {
        Device device = cuda.device();
        Stream stream = device.stream();
        Event event = device.event();
        DeviceBuffer buffer = device.allocate(4);
        PinnedBuffer pinned = device.allocatePinned(4);
        Graph graph = stream.capture(() -> stream.zero(buffer));
        device.close();
        int before = cuda.log().size();
        List<ThrowingCallable> calls = new ArrayList<>(List.of(
                device::makeCurrent,
                device::freeMemory,
                device::stream,
                device::event,
                device::untimedEvent,
                () -> device.allocate(1),
                () -> device.allocatePinned(1),
                stream::synchronize,
                () -> stream.zero(buffer),
                () -> stream.copy(pinned, buffer, 4),
                () -> stream.copy(buffer, pinned, 4),
                () -> stream.record(event),
                () -> stream.waitFor(event),
                () -> stream.capture(() -> {}),
                event::synchronize,
                event::isDone,
                () -> event.millisSince(event),
                buffer::address,
                pinned::bytes,
                () -> graph.launch(stream)));
        for (int i = 0; i < 10_000; i++) {
            assertThatThrownBy(calls.get(i % calls.size()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith(" is closed");
        }
        assertThat(cuda.log()).hasSize(before);
    }
}
