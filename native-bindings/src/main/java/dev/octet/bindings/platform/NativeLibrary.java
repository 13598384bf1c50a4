package dev.octet.bindings.platform;

import dev.octet.bindings.failure.ToolkitException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One native library, loaded at most once in the life of the process. The first attempt is remembered, success or
 * failure: asking again neither loads again nor hides the first cause.
 */
public final class NativeLibrary {

    private final String name;
    private final Loader loader;
    private @Nullable String version;
    private @Nullable Throwable cause;

    private NativeLibrary(String name, Loader loader) {
        this.name = name;
        this.loader = loader;
    }

    /** Loads the library and says which version came. */
    @FunctionalInterface
    public interface Loader {
        /**
         * Loads.
         *
         * @return the version, as the library itself tells it
         * @throws Exception when it cannot be loaded; a {@link ToolkitException} is the diagnosis itself
         */
        String load() throws Exception;
    }

    /** The library of that name; nothing is loaded yet. */
    public static NativeLibrary of(String name, Loader loader) {
        return new NativeLibrary(Objects.requireNonNull(name, "name"), Objects.requireNonNull(loader, "loader"));
    }

    /** What a failure to load means, as far as it can be told without knowing the library. */
    public static ToolkitException unknown(String name, Throwable failure) {
        return LoadDiagnosis.of(failure).toException(name, failure);
    }

    /** The name that people know it by. */
    public String name() {
        return name;
    }

    /** True when it is loaded or can be; never throws. */
    public synchronized boolean isAvailable() {
        loadOnce();
        return version != null;
    }

    /** Begins to load it on another thread, for a caller that will need it and has other work to do first. */
    public void loadAhead() {
        Thread thread = new Thread(this::isAvailable, "octet-load");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Loads it if that has not happened yet.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when it cannot be loaded
     */
    public synchronized void verifyAvailable() {
        version();
    }

    /**
     * The version, as the library itself tells it.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, with a diagnosis and its fix, when it cannot be loaded
     */
    public synchronized String version() {
        loadOnce();
        if (version == null) {
            throw diagnosed(Objects.requireNonNull(cause));
        }
        return version;
    }

    private ToolkitException diagnosed(Throwable failure) {
        return failure instanceof ToolkitException known ? known.again() : unknown(name, failure);
    }

    private void loadOnce() {
        if (version != null || cause != null) {
            return;
        }
        try {
            version = loader.load();
        } catch (LinkageError | Exception e) {
            cause = e;
        }
    }
}
