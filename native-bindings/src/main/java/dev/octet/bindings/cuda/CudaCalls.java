package dev.octet.bindings.cuda;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * What this package asks of the CUDA runtime, one method a call, so that its owners can be tested without a device.
 * Handles are opaque to everyone but the implementation. Each method throws what {@link CudaStatus} makes of a status
 * other than success.
 */
interface CudaCalls {

    int deviceCount();

    void setDevice(int index);

    /** The driver's API version as CUDA counts it: 13010 is 13.1. */
    int driverVersion();

    /** The runtime's version as CUDA counts it. */
    int runtimeVersion();

    /** An attribute by the number of {@code cudaDeviceAttr}. */
    int attribute(int device, int attribute);

    String deviceName(int device);

    String pciBusId(int device);

    /** Free and total memory of the current device, bytes. */
    long[] memory();

    Pointer allocate(long bytes);

    void free(Pointer memory);

    /** Page-locked host memory. */
    Pointer allocatePinned(long bytes);

    void freePinned(Pointer memory);

    /** Memory that the driver moves between the host and the device; freed as memory of the device. */
    Pointer allocateManaged(long bytes);

    /** Page-locked host memory that the device can use where it lies; freed as page-locked memory. */
    Pointer allocateMapped(long bytes);

    /** What the device calls memory of {@link #allocateMapped}. */
    Pointer devicePointer(Pointer mapped);

    /** The bytes behind a pointer of {@link #allocatePinned} and the two after it. */
    ByteBuffer view(Pointer pinned, int bytes);

    Pointer createStream();

    void destroyStream(Pointer stream);

    void synchronizeStream(Pointer stream);

    void waitForEvent(Pointer stream, Pointer event);

    /** An event; waiting for one that spins keeps a core busy. */
    Pointer createEvent(boolean timed, boolean spins);

    void destroyEvent(Pointer event);

    void record(Pointer event, Pointer stream);

    void synchronizeEvent(Pointer event);

    boolean isDone(Pointer event);

    /** Writes the time between two events to the first element; nothing is allocated. */
    void elapsedMillis(float[] into, Pointer start, Pointer end);

    void copyToDevice(Pointer device, Pointer host, long bytes, Pointer stream);

    void copyToHost(Pointer host, Pointer device, long bytes, Pointer stream);

    void fill(Pointer device, int value, long bytes, Pointer stream);

    void beginCapture(Pointer stream);

    /** Ends the capture and makes an executable graph of it. */
    Pointer endCapture(Pointer stream);

    /** Ends a capture that failed, and forgets the error that it left. */
    void abandonCapture(Pointer stream);

    void launch(Pointer graph, Pointer stream);

    void destroyGraph(Pointer graph);
}
