package dev.octet.bindings.opencv;

import dev.octet.bindings.platform.NativeLibrary;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** The OpenCV library itself: loaded once. */
public final class OpenCv {

    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

    private static final NativeLibrary LIBRARY = NativeLibrary.of("OpenCV", OpenCv::load);

    private OpenCv() {}

    /** Whether it can be loaded here, and which version it is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * Sets what must be set before JavaCPP starts, loads, and sets what belongs to the whole process.
     *
     * <p>JavaCPP refuses allocations once the process is larger than four times the Java heap. ONNX Runtime's arenas are
     * part of the process and not of the heap, so a small heap would make pictures fail for no reason: the limit is
     * switched off. One thread in OpenCV, because pictures are prepared in parallel, each by one thread.
     */
    private static String load() {
        if (System.getProperty(MAX_PHYSICAL_BYTES) == null) {
            System.setProperty(MAX_PHYSICAL_BYTES, "0");
        }
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        opencv_core.setNumThreads(1);
        return opencv_core.getVersionMajor() + "." + opencv_core.getVersionMinor() + "."
                + opencv_core.getVersionRevision();
    }
}
