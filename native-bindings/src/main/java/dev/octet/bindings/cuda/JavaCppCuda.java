package dev.octet.bindings.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The CUDA runtime through JavaCPP. The library must be loaded before. */
final class JavaCppCuda implements CudaCalls {

    private static final int NAME_BYTES = 256;
    private static final int PCI_BYTES = 32;
    private static final int NON_BLOCKING = 1;
    private static final int EVENT_BLOCKING = 1;
    private static final int EVENT_UNTIMED = 2;
    private static final int HOST_MAPPED = 2;
    private static final int MANAGED_BY_ALL = 1;
    private static final int HOST_TO_DEVICE = 1;
    private static final int DEVICE_TO_HOST = 2;
    private static final int CAPTURE_THIS_THREAD = 1;

    @Override
    public int deviceCount() {
        int[] count = new int[1];
        check(cudart.cudaGetDeviceCount(count), "counting devices");
        return count[0];
    }

    @Override
    public void setDevice(int index) {
        check(cudart.cudaSetDevice(index), "choosing the device");
    }

    @Override
    public int driverVersion() {
        int[] version = new int[1];
        check(cudart.cudaDriverGetVersion(version), "asking the driver's version");
        return version[0];
    }

    @Override
    public int runtimeVersion() {
        int[] version = new int[1];
        check(cudart.cudaRuntimeGetVersion(version), "asking the runtime's version");
        return version[0];
    }

    @Override
    public int attribute(int device, int attribute) {
        int[] value = new int[1];
        check(cudart.cudaDeviceGetAttribute(value, attribute, device), "asking about the device");
        return value[0];
    }

    @Override
    public String deviceName(int device) {
        int[] handle = new int[1];
        check(cudart.cuInit(0), "starting the driver");
        check(cudart.cuDeviceGet(handle, device), "choosing the device");
        byte[] name = new byte[NAME_BYTES];
        check(cudart.cuDeviceGetName(name, NAME_BYTES, handle[0]), "asking the device's name");
        return text(name);
    }

    @Override
    public String pciBusId(int device) {
        byte[] id = new byte[PCI_BYTES];
        check(cudart.cudaDeviceGetPCIBusId(id, PCI_BYTES, device), "asking the device's place");
        return text(id);
    }

    @Override
    public long[] memory() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            check(cudart.cudaMemGetInfo(free, total), "asking for free memory");
            return new long[] {free.get(), total.get()};
        }
    }

    @Override
    public Pointer allocate(long bytes) {
        Pointer memory = new Pointer();
        check(cudart.cudaMalloc(memory, bytes), "allocating " + bytes + " bytes on the device");
        return memory;
    }

    @Override
    public void free(Pointer memory) {
        check(cudart.cudaFree(memory), "freeing memory of the device");
    }

    @Override
    public Pointer allocatePinned(long bytes) {
        Pointer memory = new Pointer();
        check(cudart.cudaHostAlloc(memory, bytes, 0), "allocating " + bytes + " page-locked bytes");
        return memory;
    }

    @Override
    public void freePinned(Pointer memory) {
        check(cudart.cudaFreeHost(memory), "freeing page-locked memory");
    }

    @Override
    public Pointer allocateManaged(long bytes) {
        Pointer memory = new Pointer();
        check(
                cudart.cudaMallocManaged(memory, bytes, MANAGED_BY_ALL),
                "allocating " + bytes + " bytes of managed memory");
        return memory;
    }

    @Override
    public Pointer allocateMapped(long bytes) {
        Pointer memory = new Pointer();
        check(cudart.cudaHostAlloc(memory, bytes, HOST_MAPPED), "allocating " + bytes + " mapped bytes");
        return memory;
    }

    @Override
    public Pointer devicePointer(Pointer mapped) {
        Pointer memory = new Pointer();
        check(cudart.cudaHostGetDevicePointer(memory, mapped, 0), "asking for the address of mapped memory");
        return memory;
    }

    @Override
    public ByteBuffer view(Pointer pinned, int bytes) {
        return new BytePointer(pinned).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public Pointer createStream() {
        CUstream_st stream = new CUstream_st();
        check(cudart.cudaStreamCreateWithFlags(stream, NON_BLOCKING), "making a stream");
        return stream;
    }

    @Override
    public void destroyStream(Pointer stream) {
        check(cudart.cudaStreamDestroy((CUstream_st) stream), "destroying a stream");
    }

    @Override
    public void synchronizeStream(Pointer stream) {
        check(cudart.cudaStreamSynchronize((CUstream_st) stream), "waiting for a stream");
    }

    @Override
    public void waitForEvent(Pointer stream, Pointer event) {
        check(cudart.cudaStreamWaitEvent((CUstream_st) stream, (CUevent_st) event, 0), "ordering streams");
    }

    @Override
    public Pointer createEvent(boolean timed, boolean spins) {
        CUevent_st event = new CUevent_st();
        int flags = (spins ? 0 : EVENT_BLOCKING) | (timed ? 0 : EVENT_UNTIMED);
        check(cudart.cudaEventCreateWithFlags(event, flags), "making an event");
        return event;
    }

    @Override
    public void destroyEvent(Pointer event) {
        check(cudart.cudaEventDestroy((CUevent_st) event), "destroying an event");
    }

    @Override
    public void record(Pointer event, Pointer stream) {
        check(cudart.cudaEventRecord((CUevent_st) event, (CUstream_st) stream), "recording an event");
    }

    @Override
    public void synchronizeEvent(Pointer event) {
        check(cudart.cudaEventSynchronize((CUevent_st) event), "waiting for an event");
    }

    @Override
    public boolean isDone(Pointer event) {
        int status = cudart.cudaEventQuery((CUevent_st) event);
        if (status == CudaStatus.NOT_READY) {
            return false;
        }
        check(status, "asking an event");
        return true;
    }

    @Override
    public void elapsedMillis(float[] into, Pointer start, Pointer end) {
        check(cudart.cudaEventElapsedTime(into, (CUevent_st) start, (CUevent_st) end), "measuring between events");
    }

    @Override
    public void copyToDevice(Pointer device, Pointer host, long bytes, Pointer stream) {
        check(
                cudart.cudaMemcpyAsync(device, host, bytes, HOST_TO_DEVICE, (CUstream_st) stream),
                "copying to the device");
    }

    @Override
    public void copyToHost(Pointer host, Pointer device, long bytes, Pointer stream) {
        check(
                cudart.cudaMemcpyAsync(host, device, bytes, DEVICE_TO_HOST, (CUstream_st) stream),
                "copying from the device");
    }

    @Override
    public void fill(Pointer device, int value, long bytes, Pointer stream) {
        check(cudart.cudaMemsetAsync(device, value, bytes, (CUstream_st) stream), "filling memory of the device");
    }

    @Override
    public void beginCapture(Pointer stream) {
        check(cudart.cudaStreamBeginCapture((CUstream_st) stream, CAPTURE_THIS_THREAD), "beginning a capture");
    }

    @Override
    public Pointer endCapture(Pointer stream) {
        CUgraph_st graph = new CUgraph_st();
        check(cudart.cudaStreamEndCapture((CUstream_st) stream, graph), "ending a capture");
        try {
            CUgraphExec_st executable = new CUgraphExec_st();
            check(cudart.cudaGraphInstantiate(executable, graph, 0), "making a graph executable");
            return executable;
        } finally {
            check(cudart.cudaGraphDestroy(graph), "destroying a captured graph");
        }
    }

    @Override
    public void abandonCapture(Pointer stream) {
        CUgraph_st graph = new CUgraph_st();
        // A capture that went wrong ends with an error of its own, which says nothing new.
        if (cudart.cudaStreamEndCapture((CUstream_st) stream, graph) == CudaStatus.SUCCESS && !graph.isNull()) {
            cudart.cudaGraphDestroy(graph);
        }
        cudart.cudaGetLastError();
    }

    @Override
    public void launch(Pointer graph, Pointer stream) {
        check(cudart.cudaGraphLaunch((CUgraphExec_st) graph, (CUstream_st) stream), "launching a graph");
    }

    @Override
    public void destroyGraph(Pointer graph) {
        check(cudart.cudaGraphExecDestroy((CUgraphExec_st) graph), "destroying a graph");
    }

    private static void check(int status, String what) {
        if (status != CudaStatus.SUCCESS) {
            throw CudaStatus.failure(status, name(status), reason(status), what);
        }
    }

    private static String name(int status) {
        BytePointer name = cudart.cudaGetErrorName(status);
        return name == null ? "unknown" : name.getString().strip();
    }

    private static String reason(int status) {
        BytePointer text = cudart.cudaGetErrorString(status);
        return text == null ? "no text" : text.getString().toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
