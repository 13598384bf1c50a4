package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandBlockTest {

    @Test
    void commands_are_the_lines_of_sh_blocks_with_continuations_joined() {
        String page = """
                Text with `./octet doctor` inside is no command.

                ```sh
                # a comment
                ./octet doctor

                ./octet quantize model.onnx \\
                    --target tensorrt -o out.onnx
                ```

                ```json
                {"not": "a command"}
                ```

                ```
                neither
                ```
                """;
        assertThat(CommandBlock.commandsIn(page))
                .containsExactly("./octet doctor", "./octet quantize model.onnx --target tensorrt -o out.onnx");
    }

    @Test
    void page_without_blocks_has_no_commands() {
        assertThat(CommandBlock.commandsIn("Just text.\n")).isEmpty();
    }

    @Test
    void command_exits_with_0_unless_it_says_otherwise() {
        assertThat(CommandBlock.exitCodeOf("./octet doctor")).isZero();
        assertThat(CommandBlock.exitCodeOf("./octet inspect missing.onnx # exits 4"))
                .isEqualTo(4);
    }
}
