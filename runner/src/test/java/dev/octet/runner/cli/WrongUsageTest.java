package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WrongUsageTest {

    @Test
    void no_command_says_which_there_are() {
        assertThat(CommandLineRun.of())
                .isEqualTo(new CommandLineRun(
                        2, "", "octet: Missing command.\n  See 'octet --help'.\nUsage: octet [-hV] [COMMAND]\n"));
    }

    @Test
    void unknown_command_gets_a_suggestion_and_the_synopsis() {
        assertThat(CommandLineRun.of("inspec"))
                .isEqualTo(new CommandLineRun(
                        2,
                        "",
                        "octet: Unknown command: 'inspec'.\n  Did you mean inspect or detect? See 'octet --help'.\n"
                                + "Usage: octet [-hV] [COMMAND]\n"));
    }

    @Test
    void unknown_option_gets_a_suggestion() {
        CommandLineRun run = CommandLineRun.of("inspect", "--jsn", "model.onnx");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.results()).isEmpty();
        assertThat(run.talk())
                .startsWith("octet: Unknown option: '--jsn'.\n"
                        + "  Did you mean --json? See 'octet inspect --help'.\nUsage: octet inspect ");
    }

    @Test
    void unknown_value_of_an_option_gets_the_known_ones() {
        CommandLineRun run = CommandLineRun.of("doctor", "--color=blue");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Invalid value for option '--color': expected one of [AUTO, ALWAYS, NEVER] "
                        + "(case-insensitive) but was 'blue'.\n");
    }

    @Test
    void missing_argument_is_named() {
        CommandLineRun run = CommandLineRun.of("inspect");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Missing required parameter: 'MODEL'.\n  See 'octet inspect --help'.\n"
                        + "Usage: octet inspect ");
    }

    @Test
    void wrong_usage_is_one_json_document_too() {
        CommandLineRun run = CommandLineRun.of("inspect", "--json");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.error/1");
        assertThat(document.get("error").get("kind").stringValue()).isEqualTo("USAGE");
        assertThat(document.get("error").get("exitCode").intValue()).isEqualTo(2);
    }

    @Test
    void a_model_that_is_not_there_is_bad_input() {
        assertThat(CommandLineRun.of("inspect", "no-such.onnx"))
                .isEqualTo(new CommandLineRun(
                        4, "", "octet: Model no-such.onnx does not exist.\n  Check the path of the model.\n"));
    }
}
