package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.Event;
import dev.octet.bindings.cuda.Stream;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Lanes of one engine that run side by side and tell time from the same moment. Closed before their session. */
public final class EngineLanes implements AutoCloseable {

    private final Device device;
    private final Stream stream;
    private final Event origin;
    private final List<EngineLane> lanes = new ArrayList<>();

    /**
     * Lanes that are ready: inputs filled and copied, run once, captured where that was asked for.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the device has not so much memory
     */
    EngineLanes(Device device, Engine engine, LaneSetup setup, LongSupplier nanoClock) {
        this.device = device;
        this.stream = device.stream();
        this.origin = device.event();
        try {
            for (int i = 0; i < setup.count(); i++) {
                EngineLane lane = new EngineLane(device, engine, setup.options(), setup.shapes(), origin, nanoClock);
                lanes.add(lane);
                lane.prepare(setup.filler());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * How many lanes, and of what kind.
     *
     * @param count at least 1
     * @param options of each
     * @param shapes of each input
     * @param filler writes the values of an input, in native order, from position 0 to the limit
     */
    public record LaneSetup(
            int count,
            LaneOptions options,
            Function<TensorSpec, long[]> shapes,
            BiConsumer<TensorSpec, ByteBuffer> filler) {

        public LaneSetup {
            if (count < 1) {
                throw new IllegalArgumentException("count is " + count + ", must be at least 1");
            }
        }
    }

    /** The lanes. */
    public List<EngineLane> lanes() {
        return List.copyOf(lanes);
    }

    /** From now on times are told from now. */
    public void begin() {
        device.makeCurrent();
        stream.record(origin);
    }

    @Override
    public void close() {
        for (EngineLane lane : lanes) {
            lane.close();
        }
        lanes.clear();
        origin.close();
        stream.close();
    }
}
