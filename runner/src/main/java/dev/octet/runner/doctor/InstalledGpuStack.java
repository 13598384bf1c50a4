package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuDriver;
import dev.octet.bindings.cuda.GpuRuntime;
import dev.octet.bindings.nvml.Nvml;
import dev.octet.bindings.nvml.NvmlReading;
import dev.octet.bindings.platform.LibrarySearch;
import dev.octet.bindings.tensorrt.BuilderResourceProbe;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.nio.file.Path;
import java.util.Optional;

/** What is installed on this machine. */
record InstalledGpuStack(Optional<Path> resources) implements GpuStack {

    @Override
    public GpuDriver driver() {
        return Cuda.requireDriver();
    }

    @Override
    public GpuRuntime cuda() {
        return Cuda.runtime();
    }

    @Override
    public TensorRtProbe tensorRt() {
        return TensorRt.probe();
    }

    @Override
    public Path builderResource(GpuDevice device) {
        return BuilderResourceProbe.of(tensorRt(), resources).require(device);
    }

    @Override
    public NvmlReading nvml(GpuDevice device) {
        return Nvml.read(device.pciBusId());
    }

    @Override
    public Optional<String> whereIs(String soname) {
        return LibrarySearch.current().whereIs(soname);
    }
}
