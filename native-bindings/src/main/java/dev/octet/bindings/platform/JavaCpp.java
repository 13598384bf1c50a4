package dev.octet.bindings.platform;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** How classes of JavaCPP are loaded: one after the other, since what governs its loader are properties of the process. */
public final class JavaCpp {

    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadlibraries";
    private static final Object ONE_AT_A_TIME = new Object();

    private JavaCpp() {}

    /**
     * Loads classes of presets with their native libraries, in order.
     *
     * <p>JavaCPP refuses allocations once the process is larger than four times the Java heap. What native libraries take
     * is part of the process and not of the heap, so a small heap would make them fail for no reason: the limit is
     * switched off, unless the user set one.
     *
     * @throws LinkageError when a library cannot be loaded
     */
    public static void load(Class<?>... globals) {
        synchronized (ONE_AT_A_TIME) {
            if (System.getProperty(MAX_PHYSICAL_BYTES) == null) {
                System.setProperty(MAX_PHYSICAL_BYTES, "0");
            }
            for (Class<?> global : globals) {
                Loader.load(global);
            }
        }
    }

    /**
     * Initialises classes of presets without their native libraries: other presets name them as a condition, and need
     * nothing of them. Their native methods must not be called. The property that governs this has afterwards the value
     * that it had.
     *
     * @throws ClassNotFoundException when a preset is not on the class path
     */
    public static void initialiseWithoutLibraries(List<String> globals) throws ClassNotFoundException {
        synchronized (ONE_AT_A_TIME) {
            @Nullable String before = System.getProperty(LOAD_LIBRARIES);
            System.setProperty(LOAD_LIBRARIES, "false");
            try {
                for (String global : globals) {
                    Class.forName(global, true, JavaCpp.class.getClassLoader());
                }
            } finally {
                if (before == null) {
                    System.clearProperty(LOAD_LIBRARIES);
                } else {
                    System.setProperty(LOAD_LIBRARIES, before);
                }
            }
        }
    }
}
