package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTfliteTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --precision int4 | Invalid value for option '--precision': 'int4' is not one of int8, int8-float-head, dynamic-range, float16, float32
            --precision int8 | '--precision int8' needs '--images=DIR' or '--calibration=FILE'
            --precision float16 --images photos | '--precision float16' takes no '--images' and no '--calibration'
            --images photos --calibration table.json | '--images' and '--calibration' exclude each other
            --precision float16 --io int8 | '--io int8' goes with '--precision int8' and 'int8-float-head'
            --images photos --io int4 | Invalid value for option '--io': 'int4' is not float or int8
            """)
    void what_does_not_go_together_is_wrong_usage(String options, String message) {
        CommandLineRun run =
                CommandLineRun.of(("export model.onnx --to tflite -o out.tflite " + options).split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: " + message + ".\n");
    }
}
