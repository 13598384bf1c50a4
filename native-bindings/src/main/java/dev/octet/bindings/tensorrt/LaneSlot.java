package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.Event;

/** The six events and two moments of the host of a query in flight. */
final class LaneSlot implements AutoCloseable {

    final Event inputStart;
    final Event inputEnd;
    final Event computeStart;
    final Event computeEnd;
    final Event outputStart;
    final Event outputEnd;
    long enqueueStartNanos;
    long enqueueEndNanos;

    LaneSlot(Device device, boolean spins) {
        this.inputStart = event(device, spins);
        this.inputEnd = event(device, spins);
        this.computeStart = event(device, spins);
        this.computeEnd = event(device, spins);
        this.outputStart = event(device, spins);
        this.outputEnd = event(device, spins);
    }

    private static Event event(Device device, boolean spins) {
        return spins ? device.spinningEvent() : device.event();
    }

    @Override
    public void close() {
        inputStart.close();
        inputEnd.close();
        computeStart.close();
        computeEnd.close();
        outputStart.close();
        outputEnd.close();
    }
}
