package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.Builder;
import dev.octet.bindings.tensorrt.BuilderResourceProbe;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Does the builder need the resource of this very GPU, or does the one for all, {@code ptx}, do? */
final class BuilderResourceQuestion implements SelfCheck {

    @Override
    public String name() {
        return "question-builder-resource";
    }

    @Override
    public String proves() {
        return "A builder can be made where the doctor finds a builder resource; and whether one can without.";
    }

    @Override
    public Verdict run(SelfTestBench bench) {
        Device device = bench.gpu().device();
        TensorRtProbe probe = TensorRt.probe();
        Optional<Path> resource =
                BuilderResourceProbe.of(probe, bench.gpu().resources()).find(device.facts());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sm", device.facts().sm());
        values.put("tensorrt", probe.words());
        values.put("beside_libnvinfer", beside(probe));
        values.put("found", resource.map(Path::toString).orElse("none"));
        String asIs = made(() -> Builder.createAsIs(device));
        values.put("builder_as_it_is", asIs);
        if (resource.isEmpty()) {
            return Verdict.skipped(
                    "There is no builder resource for " + device.facts().sm() + " to compare with.", values);
        }
        String provided = made(() -> Builder.create(device, bench.gpu().resources()));
        values.put("builder_with_resource", provided);
        return Verdict.when(provided.equals("made"), "The builder was not made with its resource.", values);
    }

    private static String made(java.util.function.Supplier<Builder> maker) {
        try (Builder builder = maker.get()) {
            return builder.dlaCores() < 0 ? "made, but it does not answer" : "made";
        } catch (ToolkitException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> beside(TensorRtProbe probe) {
        Path folder = probe.library().map(Path::getParent).orElse(null);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("libnvinfer_builder_resource"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of("cannot be listed: " + e.getMessage());
        }
    }
}
