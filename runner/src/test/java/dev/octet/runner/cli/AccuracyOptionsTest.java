package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyOptionsTest {

    @Test
    void an_unknown_repair_is_named_with_the_known_ones() {
        assertThat(quantize("--images=photos", "--repair=bias,luck"))
                .startsWith("octet: Invalid value for option '--repair': 'luck' is not one of default, all, none, "
                        + "equalize, cross-layer, absorb, split, bias, clip, round.\n");
    }

    @Test
    void operations_are_a_percentage() {
        for (String wrong : new String[] {"0.05", "-1%", "101%", "%"}) {
            assertThat(quantize("--images=photos", "--max-float-macs=" + wrong))
                    .startsWith("octet: Invalid value for option '--max-float-macs': '" + wrong
                            + "' is not a percentage such as 5%.\n");
        }
    }

    @Test
    void a_table_holds_no_images_to_repair_or_search_with() {
        assertThat(quantize("--calibration=table", "--repair=none"))
                .startsWith("octet: '--repair' needs '--images=DIR': a calibration table holds no images.\n");
        assertThat(quantize("--calibration=table", "--max-float-macs=5%"))
                .startsWith("octet: '--max-float-macs' needs '--images=DIR': a calibration table holds no images.\n");
    }

    private static String quantize(String first, String second) {
        CommandLineRun run =
                CommandLineRun.of("quantize", "model.onnx", "--target=tensorrt", "-o", "out.onnx", first, second);
        assertThat(run.exitCode()).isEqualTo(2);
        return run.talk();
    }
}
