package dev.octet.bindings.ownership;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time between the making of a native object and its release. A lifetime may lie within another: what is made from an
 * engine ends before the engine does. Ending one first ends what lies within it, youngest first, so no native object is
 * ever released before its dependants; ending it again does nothing.
 *
 * <p>Ends may come from any thread. Whether the object itself may be used by several threads, its owner says.
 */
public final class Lifetime {

    private final String name;
    private final Runnable release;
    private final @Nullable Lifetime outer;
    private final Object lock;
    private final Deque<Lifetime> inner = new ArrayDeque<>();
    private volatile boolean open = true;

    private Lifetime(String name, Runnable release, @Nullable Lifetime outer) {
        this.name = Objects.requireNonNull(name, "name");
        this.release = Objects.requireNonNull(release, "release");
        this.outer = outer;
        this.lock = outer == null ? new Object() : outer.lock;
    }

    /**
     * A lifetime of its own.
     *
     * @param name what messages call the object
     * @param release releases the native object; called once
     */
    public static Lifetime of(String name, Runnable release) {
        return new Lifetime(name, release, null);
    }

    /**
     * A lifetime within this one.
     *
     * @throws IllegalStateException when this one has ended; nothing is released then
     */
    public Lifetime within(String innerName, Runnable innerRelease) {
        synchronized (lock) {
            requireOpen();
            Lifetime made = new Lifetime(innerName, innerRelease, this);
            inner.push(made);
            return made;
        }
    }

    /** True until it ends. */
    public boolean isOpen() {
        return open;
    }

    /** How many lifetimes lie within this one now. */
    public int innerCount() {
        synchronized (lock) {
            return inner.size();
        }
    }

    /**
     * Lets the caller go on only while the object is there.
     *
     * @throws IllegalStateException naming the object, once it has ended
     */
    public void requireOpen() {
        if (!open) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    /** Ends it, and first all that lies within it. What one release throws does not keep the others from happening. */
    public void end() {
        synchronized (lock) {
            if (!open) {
                return;
            }
            open = false;
            @Nullable RuntimeException failure = null;
            while (!inner.isEmpty()) {
                failure = attempt(inner.peek()::end, failure);
            }
            failure = attempt(release, failure);
            if (outer != null) {
                outer.inner.removeFirstOccurrence(this);
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static @Nullable RuntimeException attempt(Runnable step, @Nullable RuntimeException before) {
        try {
            step.run();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
