package dev.octet.calibrator.tflite;

/** How the weights of layers that compute in floats are stored. */
enum WeightStorage {
    /** As they are. */
    FLOAT32,
    /** In half the bytes; the runtime makes float32 of them when it loads the file. */
    FLOAT16,
    /** In a quarter: int8 with a scale for each channel; the runtime quantizes what comes in as it runs. */
    DYNAMIC
}
