package dev.octet.bindings.opencv;

import org.bytedeco.opencv.global.opencv_imgproc;

/** How pixels between pixels are found when a picture is resized; OpenCV's definitions. */
public enum Interpolation {
    /** The nearest pixel. */
    NEAREST(opencv_imgproc.INTER_NEAREST),
    /** Bilinear. */
    LINEAR(opencv_imgproc.INTER_LINEAR),
    /** Mean over the area; only for shrinking, bilinear when growing. */
    AREA(opencv_imgproc.INTER_AREA),
    /** Bicubic over 4 x 4 pixels. */
    CUBIC(opencv_imgproc.INTER_CUBIC);

    private final int code;

    Interpolation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
