package dev.octet.calibrator.exchange;

import java.util.Optional;
import java.util.stream.Stream;

/** The formats of files that hold a range for each tensor. */
public enum RangeFormat {
    /** A calibration table of Octet: statistics, from which ranges are chosen. */
    OCTET_TABLE("octet-table", "calibration table"),
    /** A calibration cache of TensorRT: a symmetric scale for each tensor. */
    TENSORRT_CACHE("tensorrt-cache", "TensorRT cache"),
    /** The JSON of {@code onnxruntime.quantization}: the lowest and highest value of each tensor. */
    ONNXRUNTIME_RANGES("onnxruntime-ranges", "ONNX Runtime ranges file");

    private final String id;
    private final String title;

    RangeFormat(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name on the command line and in JSON. */
    public String id() {
        return id;
    }

    /** The name in messages. */
    public String title() {
        return title;
    }

    /** The format of this {@link #id}. */
    public static Optional<RangeFormat> named(String id) {
        return Stream.of(values()).filter(format -> format.id.equals(id)).findFirst();
    }
}
