package dev.octet.bindings.opencv;

import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.NativeLibrary;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** The OpenCV library itself: loaded once. */
public final class OpenCv {

    private static final NativeLibrary LIBRARY = NativeLibrary.of("OpenCV", OpenCv::load);

    private OpenCv() {}

    /** Whether it can be loaded here, and which version it is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /** One thread in OpenCV, because pictures are prepared in parallel, each by one thread. */
    private static String load() {
        JavaCpp.load(opencv_core.class, opencv_imgproc.class, opencv_imgcodecs.class);
        opencv_core.setNumThreads(1);
        return opencv_core.getVersionMajor() + "." + opencv_core.getVersionMinor() + "."
                + opencv_core.getVersionRevision();
    }
}
