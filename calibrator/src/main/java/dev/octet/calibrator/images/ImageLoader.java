package dev.octet.calibrator.images;

import com.google.errorprone.annotations.MustBeClosed;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Threads;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the images of a set on threads of its own, ahead of the one who takes them, and delivers them in order. The
 * buffers form a ring: memory is bounded by {@code threads + ahead} tensors, however large the set is, and no tensor is
 * allocated while it runs. To be used by one thread; owner of its threads, closing stops them.
 */
public final class ImageLoader implements AutoCloseable {

    private final ImageFolder images;
    private final ImagePreparation preparation;
    private final BadImagePolicy policy;
    private final FloatBuffer[] ring;
    private final List<Thread> threads = new ArrayList<>();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ImagePreparation.@Nullable Outcome[] outcomes;

    @GuardedBy("lock")
    private int claimed;

    /** Images before this one are done with; their buffers are free. */
    @GuardedBy("lock")
    private int released;

    @GuardedBy("lock")
    private boolean closed;

    private final List<BadImage> bad = new ArrayList<>();
    private boolean holding;

    private ImageLoader(ImageFolder images, Letterbox letterbox, LoaderOptions options) {
        this.images = images;
        this.preparation = new ImagePreparation(letterbox, options);
        this.policy = options.badImages();
        int size = Math.min(images.size(), options.threads() + options.ahead());
        this.outcomes = new ImagePreparation.@Nullable Outcome[size];
        this.ring = new FloatBuffer[size];
        int bytes = Math.multiplyExact(3 * Float.BYTES, Math.multiplyExact(letterbox.width(), letterbox.height()));
        for (int i = 0; i < size; i++) {
            ring[i] = ByteBuffer.allocateDirect(bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }

    /** Starts to prepare the images. */
    @MustBeClosed
    public static ImageLoader open(ImageFolder images, Letterbox letterbox, LoaderOptions options) {
        ImageLoader loader = new ImageLoader(images, letterbox, options);
        for (int i = 0; i < Math.min(options.threads(), images.size()); i++) {
            Thread thread = new Thread(loader::work, "octet-images-" + i);
            thread.setDaemon(true);
            loader.threads.add(thread);
            thread.start();
        }
        return loader;
    }

    /**
     * The next good image; empty after the last. Its buffer is valid until the next call or {@link #close()}.
     *
     * @throws ToolkitException {@code BAD_INPUT} when too many images are bad, {@code INTERRUPTED} when the thread is
     *     interrupted
     */
    public Optional<PreparedImage> next() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("ImageLoader is closed");
            }
            if (holding) {
                holding = false;
                release();
            }
            while (released < images.size()) {
                ImagePreparation.Outcome outcome = await();
                if (outcome.image() != null) {
                    holding = true;
                    return Optional.of(outcome.image());
                }
                release();
                if (outcome.bad() == null) {
                    throw rethrown(outcome.failure());
                }
                bad.add(outcome.bad());
                policy.check(bad, images.size());
            }
            return Optional.empty();
        }
    }

    /**
     * Gives every good image that is left to the consumer, in order; its buffer is valid during the call.
     *
     * @throws ToolkitException as {@link #next()} does
     */
    public void forEach(Consumer<PreparedImage> consumer) {
        for (Optional<PreparedImage> image = next(); image.isPresent(); image = next()) {
            consumer.accept(image.get());
        }
    }

    /** The images left out so far, in order. */
    public List<BadImage> badImages() {
        return List.copyOf(bad);
    }

    /** Stops; returns when the images being decoded are done, which takes milliseconds. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        Threads.awaitEnd(threads);
    }

    private void work() {
        for (int index = claim(); index >= 0; index = claim()) {
            int slot = index % ring.length;
            ImagePreparation.Outcome outcome =
                    preparation.prepare(index, images.files().get(index), ring[slot]);
            synchronized (lock) {
                outcomes[slot] = outcome;
                lock.notifyAll();
            }
        }
    }

    /** The next image whose buffer is free; negative when there is none any more. */
    private int claim() {
        synchronized (lock) {
            while (!closed && claimed < images.size() && claimed - released >= ring.length) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return -1;
                }
            }
            return closed || claimed == images.size() ? -1 : claimed++;
        }
    }

    @GuardedBy("lock")
    private ImagePreparation.Outcome await() {
        int slot = released % ring.length;
        ImagePreparation.Outcome outcome = outcomes[slot];
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            while (outcome == null) {
                lock.wait();
                outcome = outcomes[slot];
            }
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolkitException(
                    FailureKind.INTERRUPTED, "Loading the images was interrupted.", "Start it again.", e);
        }
    }

    @GuardedBy("lock")
    private void release() {
        outcomes[released % ring.length] = null;
        released++;
        lock.notifyAll();
    }

    private static RuntimeException rethrown(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            return e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return new IllegalStateException(failure);
    }
}
