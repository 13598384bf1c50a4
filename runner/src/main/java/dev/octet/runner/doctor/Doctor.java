package dev.octet.runner.doctor;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import dev.octet.bindings.opencv.OpenCv;
import dev.octet.bindings.platform.CommandText;
import dev.octet.bindings.platform.L4tRelease;
import dev.octet.bindings.platform.LinuxRelease;
import dev.octet.bindings.platform.Machine;
import dev.octet.bindings.tflite.Tflite;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The examination of this machine: what is looked at, in which order. */
public final class Doctor {

    private Doctor() {}

    /**
     * Examines this machine.
     *
     * @param gpuNeeded whether a GPU must be usable; otherwise its lack is a warning
     * @param resources folder with builder resources of TensorRT, looked into first
     */
    public static List<Finding> examine(boolean gpuNeeded, Optional<Path> resources) {
        // They load while the rest is looked at.
        OpenCv.library().loadAhead();
        OnnxRuntime.library().loadAhead();
        Tflite.library().loadAhead();
        Path root = Path.of("/");
        Machine machine = Machine.current();
        Optional<L4tRelease> jetson = L4tRelease.under(root);
        GpuStack gpu = new InstalledGpuStack(resources);
        File temporary = new File(System.getProperty("java.io.tmpdir", "."));
        return look(List.of(
                new JavaProbe(machine.jdk()),
                new SystemProbe(machine, LinuxRelease.under(root)),
                new JetsonProbe(jetson, gpuNeeded),
                new ProcessorProbe(machine),
                new DriverProbe(gpu, gpuNeeded),
                new CudaProbe(gpu, gpuNeeded),
                new TensorRtLine(gpu, gpuNeeded),
                new BuilderResourceLine(gpu, gpuNeeded),
                new NvmlLine(gpu, jetson.isPresent()),
                new MemoryProbe(
                        machine.availableMemoryBytes().orElse(machine.physicalMemoryBytes()), jetson.isPresent()),
                new DiskProbe(temporary.getUsableSpace()),
                new PowerProbe(gpu, jetson.isPresent(), () -> CommandText.of("nvpmodel", "-q")),
                new LibraryProbe(OnnxRuntime.library(), true),
                new LibraryProbe(OpenCv.library(), true),
                new LibraryProbe(Tflite.library(), false)));
    }

    static List<Finding> look(List<Probe> probes) {
        return probes.stream().flatMap(probe -> probe.look().stream()).toList();
    }
}
