package dev.octet.bindings.tensorrt;

/** The native objects that TensorRT hands out and that nobody but us releases. */
enum HandleKind {
    BUILDER("Builder"),
    NETWORK("Network"),
    CONFIG("BuilderConfig"),
    PARSER("OnnxParser"),
    TIMING_CACHE("TimingCache"),
    HOST_MEMORY("HostMemory"),
    RUNTIME("EngineRuntime"),
    ENGINE("Engine"),
    CONTEXT("ExecutionContext"),
    INSPECTOR("Inspector");

    private final String owner;

    HandleKind(String owner) {
        this.owner = owner;
    }

    /** The class of ours that owns it. */
    String owner() {
        return owner;
    }
}
