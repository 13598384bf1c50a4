package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.TinyNetworks;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginsTest {

    @Test
    void a_processor_without_the_instructions_for_bytes_says_so() {
        assertThat(Origins.processor(machine("avx2", "avx512_vnni"))).isEqualTo("Example CPU");
        assertThat(Origins.processor(machine("avx2"))).isEqualTo("Example CPU without VNNI, where INT8 gains less");
    }

    private static Machine machine(String... flags) {
        return new Machine(
                "Linux",
                "amd64",
                "JDK 17",
                2,
                1L << 33,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "Example CPU",
                Set.of(flags),
                Optional.empty());
    }

    @Test
    void a_file_of_another_tool_says_nothing_of_its_target() {
        OnnxModel model = TinyNetworks.raw(64, 1, 8, 16, 32).build();
        Origin origin = new Origins("octet compare", "photos", 8, "5e".repeat(32), "yolo: width: 64")
                .of(model, model, Path.of("a/int8.onnx"));
        assertThat(origin.quantized()).isEqualTo(new Origin.ModelFile("int8.onnx", model.sha256(), model.sizeBytes()));
        assertThat(origin.target() + origin.range() + origin.weights()).isEmpty();
        assertThat(OffsetDateTime.parse(origin.created())).isAfter(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
        assertThat(origin.imagesSha256()).isEqualTo("5e".repeat(32));
        assertThat(origin.timesSmaller()).isEqualTo(1);
    }
}
