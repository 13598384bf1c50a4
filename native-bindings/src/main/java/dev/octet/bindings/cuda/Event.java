package dev.octet.bindings.cuda;

import dev.octet.bindings.ownership.Lifetime;
import org.bytedeco.javacpp.Pointer;

/** A point in the work of a stream. Time is asked of it by one thread at a time, and nothing is allocated for that. */
public final class Event implements AutoCloseable {

    private final CudaCalls calls;
    private final Pointer handle;
    private final boolean timed;
    private final Lifetime lifetime;
    private final float[] millis = new float[1];

    Event(CudaCalls calls, Lifetime device, boolean timed, boolean spins) {
        this.calls = calls;
        this.timed = timed;
        this.handle = calls.createEvent(timed, spins);
        this.lifetime = device.within("Event", () -> calls.destroyEvent(handle));
    }

    /** Waits until the work before it is done. */
    public void synchronize() {
        calls.synchronizeEvent(handle());
    }

    /** True when the work before it is done. */
    public boolean isDone() {
        return calls.isDone(handle());
    }

    /**
     * Time on the device between an earlier event and this one, both done.
     *
     * @return milliseconds, with a resolution of about 0.5 microseconds
     * @throws IllegalStateException when one of them is untimed or closed
     */
    public float millisSince(Event start) {
        if (!timed || !start.timed) {
            throw new IllegalStateException("Event is untimed; make it with Device.event()");
        }
        calls.elapsedMillis(millis, start.handle(), handle());
        return millis[0];
    }

    Pointer handle() {
        lifetime.requireOpen();
        return handle;
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
