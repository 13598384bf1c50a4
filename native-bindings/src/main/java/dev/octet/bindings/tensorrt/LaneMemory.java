package dev.octet.bindings.tensorrt;

/** Where the inputs and outputs of a lane lie. */
public enum LaneMemory {
    /** Page-locked memory of the host and memory of the device, with copies between them. */
    PINNED("pinned"),
    /** Memory that the driver moves to where it is used; nothing is copied by us. */
    MANAGED("managed"),
    /** Memory of the host that the device reads and writes where it lies; for GPUs that share the machine's memory. */
    ZERO_COPY("zero-copy");

    private final String text;

    LaneMemory(String text) {
        this.text = text;
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return text;
    }
}
