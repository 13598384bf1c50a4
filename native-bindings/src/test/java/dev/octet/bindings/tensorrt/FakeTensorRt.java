package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.tensors.ElementType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * TensorRT in memory. Its network has one input {@code images} and one output {@code output}; its engines run a function
 * of Java; its builds ask the calibrator as TensorRT does. Failures are injected by the name of a call: it then says what
 * TensorRT would, and returns nothing.
 */
final class FakeTensorRt implements TensorRtCalls, BuilderCalls, EngineCalls {

    final List<String> log = new ArrayList<>();
    final Map<Pointer, HandleKind> live = new LinkedHashMap<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    final List<ParserProblem> problems = new ArrayList<>();
    final FakeCuda cuda;
    int library = 101501;
    List<Long> inputShape = List.of(1L, 3L, 2L, 2L);
    List<Long> outputShape = List.of(1L, 4L);
    BiConsumer<ByteBuffer, ByteBuffer> function = (input, output) -> {
        for (int i = 0; i < 4; i++) {
            output.putFloat(4 * i, 2 * input.getFloat(4 * i));
        }
    };
    List<String> calibrated = new ArrayList<>();
    byte[] foundRanges = "TRT-101501-EntropyCalibration2\nimages: 3c010a14\n".getBytes(StandardCharsets.UTF_8);

    private final Set<String> silent = new HashSet<>();
    private Optional<String> failing = Optional.empty();
    private String says = "";
    private long nextAddress = 1L << 20;
    private @Nullable FakeCalibrator calibrator;
    private long[] shapeNow = {};
    private final Map<String, Pointer> bound = new LinkedHashMap<>();

    FakeTensorRt(FakeCuda cuda) {
        this.cuda = cuda;
    }

    /** A handle of the fake. */
    static class FakeHandle extends Pointer {
        FakeHandle(long address) {
            this.address = address;
        }
    }

    /** Host memory with its bytes. */
    static final class FakeMemory extends FakeHandle {
        final transient byte[] bytes;

        FakeMemory(long address, byte[] bytes) {
            super(address);
            this.bytes = bytes;
        }
    }

    /** A calibrator that TensorRT would ask. */
    static final class FakeCalibrator extends FakeHandle {
        final transient CalibratorDialogue dialogue;

        FakeCalibrator(long address, CalibratorDialogue dialogue) {
            super(address);
            this.dialogue = dialogue;
        }
    }

    /** Lets the next call of that name fail, saying something in the log. */
    void failNext(String call, String saying) {
        failing = Optional.of(call);
        says = saying;
    }

    /** Lets a call return a small number instead of an object, as TensorRT does without a driver. */
    void returnsSmallNumber(String call) {
        silent.add(call);
    }

    private boolean fails(String call) {
        log.add(call);
        if (failing.isPresent() && failing.get().equals(call)) {
            failing = Optional.empty();
            if (!says.isEmpty()) {
                TensorRtLog.process().line(TensorRtLog.Severity.ERROR, says);
            }
            return true;
        }
        return false;
    }

    private long address() {
        nextAddress += 64;
        return nextAddress;
    }

    private @Nullable Pointer make(HandleKind kind, String call) {
        if (fails(call)) {
            return null;
        }
        if (silent.contains(call)) {
            return new FakeHandle(0x238);
        }
        Pointer handle = new FakeHandle(address());
        live.put(handle, kind);
        return handle;
    }

    private Pointer memory(byte[] bytes) {
        Pointer memory = new FakeMemory(address(), bytes);
        live.put(memory, HandleKind.HOST_MEMORY);
        return memory;
    }

    private void require(Pointer handle, HandleKind kind) {
        if (live.get(handle) != kind) {
            throw new AssertionError(kind + " is used after its release, or is no " + kind);
        }
    }

    @Override
    public int libraryVersion() {
        return library;
    }

    @Override
    public int headerVersion() {
        return 101501;
    }

    @Override
    public BuilderCalls building() {
        return this;
    }

    @Override
    public EngineCalls running() {
        return this;
    }

    @Override
    public void release(HandleKind kind, Pointer handle) {
        log.add("release " + kind);
        if (live.remove(handle) != kind) {
            throw new AssertionError(kind + " was released twice, or is no " + kind);
        }
    }

    @Override
    public ByteBuffer view(Pointer hostMemory, long from, int bytes) {
        require(hostMemory, HandleKind.HOST_MEMORY);
        return ByteBuffer.wrap(((FakeMemory) hostMemory).bytes, (int) from, bytes);
    }

    @Override
    public long size(Pointer hostMemory) {
        require(hostMemory, HandleKind.HOST_MEMORY);
        return ((FakeMemory) hostMemory).bytes.length;
    }

    @Override
    public @Nullable Pointer createBuilder() {
        return make(HandleKind.BUILDER, "createBuilder");
    }

    @Override
    public int dlaCores(Pointer builder) {
        require(builder, HandleKind.BUILDER);
        return 2;
    }

    @Override
    public @Nullable Pointer createNetwork(Pointer builder, boolean stronglyTyped) {
        require(builder, HandleKind.BUILDER);
        settings.put("stronglyTyped", Boolean.toString(stronglyTyped));
        return make(HandleKind.NETWORK, "createNetwork");
    }

    @Override
    public @Nullable Pointer createConfig(Pointer builder) {
        require(builder, HandleKind.BUILDER);
        return make(HandleKind.CONFIG, "createConfig");
    }

    @Override
    public @Nullable Pointer createProfile(Pointer builder) {
        require(builder, HandleKind.BUILDER);
        return fails("createProfile") ? null : new FakeHandle(address());
    }

    @Override
    public @Nullable Pointer build(Pointer builder, Pointer network, Pointer config) {
        require(builder, HandleKind.BUILDER);
        require(network, HandleKind.NETWORK);
        require(config, HandleKind.CONFIG);
        if (calibrator != null) {
            calibrate(calibrator.dialogue);
        }
        return fails("build") ? null : memory("ftrt a plan".getBytes(StandardCharsets.UTF_8));
    }

    /** As TensorRT does: the cache first, then batches until there are none, then the cache is written. */
    private void calibrate(CalibratorDialogue dialogue) {
        if (dialogue.readCache() != null) {
            return;
        }
        while (true) {
            Pointer[] batch = dialogue.nextBatch(List.of("images"));
            if (batch == null) {
                break;
            }
            ByteBuffer content = ((FakeCuda.FakePointer) batch[0]).content();
            calibrated.add(dialogue.batchSize() + ":" + content.getFloat(0));
        }
        dialogue.writeCache(foundRanges);
    }

    @Override
    public @Nullable Pointer createParser(Pointer network) {
        require(network, HandleKind.NETWORK);
        return make(HandleKind.PARSER, "createParser");
    }

    @Override
    public boolean parse(Pointer parser, Pointer model, long bytes, String path) {
        require(parser, HandleKind.PARSER);
        settings.put("parsed", bytes + " bytes" + (path.isEmpty() ? "" : " at " + path));
        return !fails("parse");
    }

    @Override
    public List<ParserProblem> problems(Pointer parser) {
        return problems;
    }

    @Override
    public List<NetworkTensor> inputs(Pointer network) {
        require(network, HandleKind.NETWORK);
        return List.of(new NetworkTensor("images", "kFLOAT", inputShape));
    }

    @Override
    public List<NetworkTensor> outputs(Pointer network) {
        require(network, HandleKind.NETWORK);
        return List.of(new NetworkTensor("output", "kFLOAT", outputShape));
    }

    @Override
    public int layers(Pointer network) {
        require(network, HandleKind.NETWORK);
        return 2;
    }

    @Override
    public NetworkLayer layer(Pointer network, int index) {
        return new NetworkLayer(index, "/layer." + index, index == 0 ? "kCONVOLUTION" : "kACTIVATION");
    }

    @Override
    public void setLayerPrecision(Pointer network, int layer, String dataType) {
        settings.put("precision of " + layer, dataType);
    }

    @Override
    public void setFlag(Pointer config, String flag, boolean on) {
        require(config, HandleKind.CONFIG);
        settings.put(flag, Boolean.toString(on));
    }

    @Override
    public void setMemoryPool(Pointer config, String pool, long bytes) {
        settings.put(pool, Long.toString(bytes));
    }

    @Override
    public void setOptimizationLevel(Pointer config, int level) {
        settings.put("level", Integer.toString(level));
    }

    @Override
    public void setVerbosity(Pointer config, String verbosity) {
        settings.put("verbosity", verbosity);
    }

    @Override
    public void setHardwareCompatibility(Pointer config, String level) {
        settings.put("hardware", level);
    }

    @Override
    public void setDlaCore(Pointer handle, int core) {
        settings.put("dla", Integer.toString(core));
    }

    @Override
    public void setDefaultDevice(Pointer config, String device) {
        settings.put("device", device);
    }

    @Override
    public boolean canRunOnDla(Pointer config, Pointer network, int layer) {
        return layer == 0;
    }

    @Override
    public int addProfile(Pointer config, Pointer profile) {
        return fails("addProfile") ? -1 : 0;
    }

    @Override
    public boolean setCalibrationProfile(Pointer config, Pointer profile) {
        return !fails("setCalibrationProfile");
    }

    @Override
    public void setCalibrator(Pointer config, Pointer handle) {
        calibrator = (FakeCalibrator) handle;
    }

    @Override
    public @Nullable Pointer createTimingCache(Pointer config, byte[] content) {
        settings.put("timing cache", content.length + " bytes");
        return make(HandleKind.TIMING_CACHE, "createTimingCache");
    }

    @Override
    public boolean setTimingCache(Pointer config, Pointer cache, boolean ignoreMismatch) {
        return !fails("setTimingCache");
    }

    @Override
    public @Nullable Pointer serializeTimingCache(Pointer cache) {
        return fails("serializeTimingCache") ? null : memory(new byte[] {1, 2, 3});
    }

    @Override
    public boolean setShape(Pointer profile, String input, String selector, long[] shape) {
        settings.put(input + " " + selector, java.util.Arrays.toString(shape));
        return !fails("setShape");
    }

    @Override
    public boolean isValid(Pointer profile) {
        return !fails("isValid");
    }

    @Override
    public Pointer createCalibrator(CalibratorKind kind, CalibratorDialogue dialogue) {
        settings.put("calibrator", kind.toString());
        return new FakeCalibrator(address(), dialogue);
    }

    @Override
    public void deleteCalibrator(Pointer handle) {
        log.add("deleteCalibrator");
        calibrator = null;
    }

    @Override
    public @Nullable Pointer createRuntime() {
        return make(HandleKind.RUNTIME, "createRuntime");
    }

    @Override
    public void setTemporaryDirectory(Pointer runtime, String folder) {
        settings.put("temporary", folder);
    }

    @Override
    public @Nullable Pointer deserialize(Pointer runtime, ByteBuffer plan) {
        require(runtime, HandleKind.RUNTIME);
        return make(HandleKind.ENGINE, "deserialize");
    }

    @Override
    public List<EngineTensor> tensors(Pointer engine) {
        require(engine, HandleKind.ENGINE);
        return List.of(
                new EngineTensor("images", true, ElementType.FLOAT, inputShape, true),
                new EngineTensor("output", false, ElementType.FLOAT, outputShape, true));
    }

    @Override
    public int profiles(Pointer engine) {
        require(engine, HandleKind.ENGINE);
        return 1;
    }

    @Override
    public long[] profileShape(Pointer engine, String input, int profile, String selector) {
        require(engine, HandleKind.ENGINE);
        long[] shape = inputShape.stream().mapToLong(Long::longValue).toArray();
        if (shape[0] < 0) {
            shape[0] = selector.equals("kMIN") ? 1 : selector.equals("kOPT") ? 2 : 4;
        }
        return shape;
    }

    @Override
    public long deviceMemory(Pointer engine) {
        require(engine, HandleKind.ENGINE);
        return 4096;
    }

    @Override
    public int engineLayers(Pointer engine) {
        return 1;
    }

    @Override
    public @Nullable Pointer createInspector(Pointer engine) {
        require(engine, HandleKind.ENGINE);
        return make(HandleKind.INSPECTOR, "createInspector");
    }

    @Override
    public String inspect(Pointer inspector) {
        require(inspector, HandleKind.INSPECTOR);
        return "{\"Layers\": []}";
    }

    @Override
    public @Nullable Pointer createContext(Pointer engine) {
        require(engine, HandleKind.ENGINE);
        return make(HandleKind.CONTEXT, "createContext");
    }

    @Override
    public boolean setProfile(Pointer context, int profile, Pointer stream) {
        require(context, HandleKind.CONTEXT);
        return !fails("setProfile");
    }

    @Override
    public boolean setInputShape(Pointer context, String input, long[] shape) {
        require(context, HandleKind.CONTEXT);
        shapeNow = shape.clone();
        return !fails("setInputShape");
    }

    @Override
    public long[] shape(Pointer context, String tensor) {
        require(context, HandleKind.CONTEXT);
        if (tensor.equals("images")) {
            return shapeNow.clone();
        }
        return outputShape.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public boolean bind(Pointer context, String tensor, Pointer memory) {
        bound.put(tensor, memory);
        return !fails("bind");
    }

    @Override
    public boolean enqueue(Pointer context, Pointer stream) {
        require(context, HandleKind.CONTEXT);
        if (fails("enqueue")) {
            return false;
        }
        cuda.onStream(() -> function.accept(content("images"), content("output")));
        return true;
    }

    private ByteBuffer content(String tensor) {
        return ((FakeCuda.FakePointer) bound.get(tensor)).content();
    }
}
