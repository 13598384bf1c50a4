package dev.octet.bindings.tensorrt;

/** Switches of a build. */
public enum BuilderFlag {
    /** Lets layers of a weakly typed network run in FP16; not in TensorRT 11. */
    FP16("kFP16"),
    /** Lets layers of a weakly typed network run in INT8; not in TensorRT 11. */
    INT8("kINT8"),
    /** Lets FP32 layers use TF32; on unless cleared. */
    TF32("kTF32"),
    /** Lets layers that the DLA cannot run go to the GPU. */
    GPU_FALLBACK("kGPU_FALLBACK"),
    /** Uses weights with two zeros in four where it is faster. */
    SPARSE_WEIGHTS("kSPARSE_WEIGHTS"),
    /** Layers run in the precision that was set for them, or the build fails; not in TensorRT 11. */
    OBEY_PRECISION("kOBEY_PRECISION_CONSTRAINTS"),
    /** The engine runs on later versions too. */
    VERSION_COMPATIBLE("kVERSION_COMPATIBLE"),
    /** The engine holds no weights and is given them at run time. */
    STRIP_PLAN("kSTRIP_PLAN"),
    /** The weights of the engine can be exchanged. */
    REFIT("kREFIT"),
    /** Each layer's time is measured anew. */
    DISABLE_TIMING_CACHE("kDISABLE_TIMING_CACHE");

    private final String constant;

    BuilderFlag(String constant) {
        this.constant = constant;
    }

    String constant() {
        return constant;
    }
}
