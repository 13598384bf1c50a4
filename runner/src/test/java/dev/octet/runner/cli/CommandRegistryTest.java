package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandRegistryTest {

    /** They print text for people and shells, nothing that has a JSON form. */
    private static final Set<String> ABOUT_OCTET_ITSELF = Set.of("help", "completion");

    static List<CommandLine> commands() {
        return leaves(OctetCli.commandLine()).toList();
    }

    /** The commands that do something: those without commands below them. */
    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().values().stream()
                .flatMap(below -> below.getSubcommands().isEmpty() ? Stream.of(below) : leaves(below));
    }

    static List<CommandLine> working() {
        return commands().stream()
                .filter(command -> !ABOUT_OCTET_ITSELF.contains(command.getCommandName()))
                .toList();
    }

    @Test
    void the_commands_are_these() {
        assertThat(OctetCli.commandLine().getSubcommands().keySet())
                .contains(
                        "inspect",
                        "calibrate",
                        "table",
                        "quantize",
                        "tune",
                        "finetune",
                        "build",
                        "detect",
                        "evaluate",
                        "compare",
                        "benchmark",
                        "layers",
                        "export",
                        "doctor",
                        "selftest",
                        "demo",
                        "help",
                        "completion");
    }

    @Test
    void the_commands_of_table_are_these() {
        assertThat(OctetCli.commandLine().getSubcommands().get("table").getSubcommands())
                .containsOnlyKeys("show", "diff", "convert", "validate");
    }

    @ParameterizedTest
    @MethodSource("working")
    void every_command_can_be_quiet_verbose_coloured_and_read_by_machines(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap())
                .containsKeys("--json", "--quiet", "-v", "--verbose", "--color", "-h", "--help");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_help_lists_the_exit_codes(CommandLine command) {
        String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("(?m)^  " + code.number() + " +\\S");
        }
    }

    @ParameterizedTest
    @MethodSource("working")
    void every_command_and_option_is_described(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
        assertThat(command.getCommandSpec().positionalParameters())
                .allSatisfy(parameter -> assertThat(parameter.description()).isNotEmpty());
    }

    @Test
    void the_same_flag_means_the_same_everywhere() {
        Map<String, String> meanings = new HashMap<>();
        for (CommandLine command : working()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                String meaning = option.type().getName() + ": " + String.join(" ", option.description());
                String before = meanings.putIfAbsent(option.longestName(), meaning);
                assertThat(before == null ? meaning : before)
                        .as(option.longestName() + " of " + command.getCommandName())
                        .isEqualTo(meaning);
            }
        }
    }

    @Test
    void colours_are_off_in_what_machines_and_files_read() {
        CommandLineRun run = CommandLineRun.of("doctor", "--color=never");
        assertThat(run.results()).doesNotContain("\u001b");
        assertThat(CommandLineRun.of("doctor", "--color=always").results()).contains("\u001b[32mok");
    }
}
