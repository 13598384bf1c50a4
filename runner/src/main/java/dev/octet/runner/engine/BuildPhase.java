package dev.octet.runner.engine;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a build is at. */
public enum BuildPhase {
    /** The process starts and loads TensorRT. */
    STARTING("starting"),
    /** TensorRT reads the model. */
    PARSING("parsing"),
    /** TensorRT runs the calibration images. */
    CALIBRATING("calibrating"),
    /** TensorRT fuses layers and times kernels: nearly all of the time. */
    BUILDING("building"),
    /** The engine is written. */
    SERIALISING("serialising");

    private final String word;

    BuildPhase(String word) {
        this.word = word;
    }

    /** In a word. */
    @JsonValue
    public String word() {
        return word;
    }
}
