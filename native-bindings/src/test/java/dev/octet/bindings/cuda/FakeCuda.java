package dev.octet.bindings.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;

/**
 * CUDA in memory: what is put on a stream happens at once, unless it is being captured, and then when the graph is
 * launched. Failures are injected by the name of a call.
 */
public final class FakeCuda implements CudaCalls {

    private static final long FIRST_ADDRESS = 1L << 20;

    private final List<String> log = new ArrayList<>();
    private final Set<Pointer> live = new HashSet<>();
    private long nextAddress = FIRST_ADDRESS;
    private Optional<String> failing = Optional.empty();
    private int failingStatus;
    private int devices = 1;
    private boolean integrated;
    private long used;
    private List<Runnable> capturing;

    /** A handle or memory of the fake. */
    public static final class FakePointer extends Pointer {
        private final transient ByteBuffer bytes;
        private final transient List<Runnable> work = new ArrayList<>();
        private final String kind;
        private float recordedAt;

        FakePointer(String kind, long address, int size) {
            this.address = address;
            this.kind = kind;
            this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        }

        /** What lies there, from position 0. */
        public ByteBuffer content() {
            ByteBuffer view = bytes.duplicate().order(ByteOrder.nativeOrder());
            view.clear();
            return view;
        }

        @Override
        public String toString() {
            return kind + "@" + address;
        }
    }

    /** The first device. */
    public Device device() {
        return Device.open(this, 0);
    }

    /** How many devices there are from now on. */
    public FakeCuda withDevices(int count) {
        devices = count;
        return this;
    }

    /** The devices share the machine's memory from now on. */
    public void integrated() {
        integrated = true;
    }

    /** Lets the next call of that name fail with a status. */
    public void failNext(String call, int status) {
        failing = Optional.of(call);
        failingStatus = status;
    }

    /** What was called, in order. */
    public List<String> log() {
        return log;
    }

    /** Handles and memory that nobody has released. */
    public Set<Pointer> live() {
        return live;
    }

    /** Runs work of another library on a stream, or keeps it for the graph that is being captured. */
    public void onStream(Runnable work) {
        if (capturing != null) {
            capturing.add(work);
        } else {
            work.run();
        }
    }

    private void called(String call) {
        log.add(call);
        if (failing.isPresent() && failing.get().equals(call)) {
            failing = Optional.empty();
            throw CudaStatus.failure(failingStatus, "cudaErrorOf" + failingStatus, "injected", call);
        }
    }

    private FakePointer make(String kind, long bytes) {
        FakePointer pointer = new FakePointer(kind, nextAddress, Math.toIntExact(bytes));
        nextAddress += Math.max(256, (bytes + 255) / 256 * 256);
        live.add(pointer);
        return pointer;
    }

    private void drop(Pointer pointer) {
        if (!live.remove(pointer)) {
            throw new AssertionError(pointer + " was released twice, or never made");
        }
    }

    private static void requireLive(Set<Pointer> live, Pointer pointer) {
        if (!live.contains(pointer)) {
            throw new AssertionError(pointer + " is used after its release");
        }
    }

    @Override
    public int deviceCount() {
        called("deviceCount");
        return devices;
    }

    @Override
    public void setDevice(int index) {
        called("setDevice");
    }

    @Override
    public int driverVersion() {
        return 13020;
    }

    @Override
    public int runtimeVersion() {
        return 13010;
    }

    @Override
    public int attribute(int device, int attribute) {
        return switch (attribute) {
            case 75 -> 9;
            case 76 -> 0;
            case 18 -> integrated ? 1 : 0;
            default -> 0;
        };
    }

    @Override
    public String deviceName(int device) {
        return "Fake GPU";
    }

    @Override
    public String pciBusId(int device) {
        return "0000:01:00.0";
    }

    @Override
    public long[] memory() {
        called("memory");
        return new long[] {(1L << 30) - used, 1L << 30};
    }

    @Override
    public Pointer allocate(long bytes) {
        called("allocate");
        used += bytes;
        return make("device", bytes);
    }

    @Override
    public void free(Pointer memory) {
        called("free");
        used -= ((FakePointer) memory).bytes.capacity();
        drop(memory);
    }

    @Override
    public Pointer allocatePinned(long bytes) {
        called("allocatePinned");
        return make("pinned", bytes);
    }

    @Override
    public void freePinned(Pointer memory) {
        called("freePinned");
        drop(memory);
    }

    @Override
    public Pointer allocateManaged(long bytes) {
        called("allocateManaged");
        used += bytes;
        return make("managed", bytes);
    }

    @Override
    public Pointer allocateMapped(long bytes) {
        called("allocateMapped");
        return make("mapped", bytes);
    }

    @Override
    public Pointer devicePointer(Pointer mapped) {
        called("devicePointer");
        return mapped;
    }

    @Override
    public ByteBuffer view(Pointer pinned, int bytes) {
        return ((FakePointer) pinned).content();
    }

    @Override
    public Pointer createStream() {
        called("createStream");
        return make("stream", 0);
    }

    @Override
    public void destroyStream(Pointer stream) {
        called("destroyStream");
        drop(stream);
    }

    @Override
    public void synchronizeStream(Pointer stream) {
        called("synchronizeStream");
        requireLive(live, stream);
        if (capturing != null) {
            throw CudaStatus.failure(900, "cudaErrorStreamCaptureUnsupported", "not while capturing", "waiting");
        }
    }

    @Override
    public void waitForEvent(Pointer stream, Pointer event) {
        called("waitForEvent");
    }

    @Override
    public Pointer createEvent(boolean timed, boolean spins) {
        called(spins ? "createSpinningEvent" : "createEvent");
        return make("event", 0);
    }

    @Override
    public void destroyEvent(Pointer event) {
        called("destroyEvent");
        drop(event);
    }

    @Override
    public void record(Pointer event, Pointer stream) {
        called("record");
        ((FakePointer) event).recordedAt = log.size();
    }

    @Override
    public void synchronizeEvent(Pointer event) {
        called("synchronizeEvent");
    }

    @Override
    public boolean isDone(Pointer event) {
        called("isDone");
        return true;
    }

    @Override
    public void elapsedMillis(float[] into, Pointer start, Pointer end) {
        into[0] = ((FakePointer) end).recordedAt - ((FakePointer) start).recordedAt;
    }

    @Override
    public void copyToDevice(Pointer device, Pointer host, long bytes, Pointer stream) {
        called("copyToDevice");
        copy(device, host, bytes, stream);
    }

    @Override
    public void copyToHost(Pointer host, Pointer device, long bytes, Pointer stream) {
        called("copyToHost");
        copy(host, device, bytes, stream);
    }

    private void copy(Pointer to, Pointer from, long bytes, Pointer stream) {
        requireLive(live, stream);
        onStream(() -> {
            requireLive(live, to);
            requireLive(live, from);
            ByteBuffer source = ((FakePointer) from).content();
            source.limit(Math.toIntExact(bytes));
            ((FakePointer) to).content().put(source);
        });
    }

    @Override
    public void fill(Pointer device, int value, long bytes, Pointer stream) {
        called("fill");
        onStream(() -> {
            ByteBuffer content = ((FakePointer) device).content();
            for (int i = 0; i < bytes; i++) {
                content.put(i, (byte) value);
            }
        });
    }

    @Override
    public void beginCapture(Pointer stream) {
        called("beginCapture");
        capturing = new ArrayList<>();
    }

    @Override
    public Pointer endCapture(Pointer stream) {
        called("endCapture");
        FakePointer graph = make("graph", 0);
        graph.work.addAll(capturing);
        capturing = null;
        return graph;
    }

    @Override
    public void abandonCapture(Pointer stream) {
        called("abandonCapture");
        capturing = null;
    }

    @Override
    public void launch(Pointer graph, Pointer stream) {
        called("launch");
        requireLive(live, graph);
        ((FakePointer) graph).work.forEach(Runnable::run);
    }

    @Override
    public void destroyGraph(Pointer graph) {
        called("destroyGraph");
        drop(graph);
    }
}
