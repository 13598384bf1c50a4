package dev.octet.runner.engine.layers;

import dev.octet.runner.NetworkBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Layer information of a small network, as TensorRT 10 and 11 word it, and the network. */
final class SampleEngines {

    private SampleEngines() {}

    /** With a leaky activation that was not fused and a Concat whose inputs differ in scale. */
    static EngineLayers tensorRt10() {
        return EngineLayers.of(text("trt10.json"), "trt10.json");
    }

    /** The same network with all of that fused. */
    static EngineLayers tensorRt11() {
        return EngineLayers.of(text("trt11.json"), "trt11.json");
    }

    /** The network's ONNX file, in float. */
    static Path network(Path file) throws IOException {
        NetworkBuilder network = NetworkBuilder.structure();
        String first = network.silu(network.images(32, 32), 3, 32, 3, 1);
        String second = network.conv(network.leaky(first, 32, 32, 3, 1), 32, 32, 3, 1);
        String joined = network.concat(first, second);
        return network.output(network.conv(joined, 64, 8, 3, 1), 1, 8, 32, 32).write(file);
    }

    static String text(String resource) {
        try (InputStream stream = SampleEngines.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
