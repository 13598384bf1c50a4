package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FailureHandlerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "USAGE,2",
        "GATE_FAILED,3",
        "BAD_INPUT,4",
        "UNSUPPORTED,5",
        "OUT_OF_RESOURCES,6",
        "NATIVE_FAILURE,7",
        "INTEGRITY,8",
        "PARTIAL,9",
        "INTERRUPTED,130"
    })
    void each_kind_of_failure_has_its_exit_code_message_and_remedy(FailureKind kind, int exitCode) {
        CommandLineRun run = raising(new ToolkitException(kind, "The cup is empty.", "Fill the cup."));
        assertThat(run).isEqualTo(new CommandLineRun(exitCode, "", "octet: The cup is empty.\n  Fill the cup.\n"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GATE_FAILED") // comes behind a result; see ExitCodesTest
    void each_kind_of_failure_is_one_json_document(FailureKind kind) {
        CommandLineRun run = raising(new ToolkitException(kind, "The \"cup\" is empty.", "Fill the cup."), "--json");
        JsonNode document = JSON.readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.error/1");
        JsonNode error = document.get("error");
        assertThat(error.get("kind").stringValue()).isEqualTo(kind.name());
        assertThat(error.get("message").stringValue()).isEqualTo("The \"cup\" is empty.");
        assertThat(error.get("remedy").stringValue()).isEqualTo("Fill the cup.");
        assertThat(error.get("exitCode").intValue()).isEqualTo(run.exitCode());
        assertThat(run.talk()).isEqualTo("octet: The \"cup\" is empty.\n  Fill the cup.\n");
    }

    @Test
    void a_failure_known_by_name_tells_it_to_machines() {
        ToolkitException failure = ToolkitException.diagnosed(
                "no-driver", FailureKind.UNSUPPORTED, "There is no driver.", "Install it.", null);
        CommandLineRun run = raising(failure, "--json");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.talk()).isEqualTo("octet: There is no driver.\n  Install it.\n");
        assertThat(JSON.readTree(run.results()).get("error").get("name").stringValue())
                .isEqualTo("no-driver");
    }

    @Test
    void a_bug_asks_for_a_report_and_exits_with_1() {
        assertThat(raising(new IllegalStateException("index is -1")))
                .isEqualTo(new CommandLineRun(
                        1,
                        "",
                        "octet: This is a bug in octet: java.lang.IllegalStateException: index is -1.\n"
                                + "  Please report it with the output of the same command and -v.\n"));
    }

    @Test
    void the_stack_trace_is_shown_on_request_only() {
        assertThat(raising(new IllegalStateException("index is -1"), "-v").talk())
                .contains("\tat " + FailureHandlerTest.class.getName());
        assertThat(raising(new ToolkitException(FailureKind.BAD_INPUT, "No.", "Yes."), "--verbose")
                        .talk())
                .startsWith("octet: No.\n  Yes.\ndev.octet.bindings.failure.ToolkitException: No.\n\tat ");
    }

    @Test
    void a_full_heap_is_out_of_resources() {
        CommandLineRun run = raising(new OutOfMemoryError("Java heap space"), "--json");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.talk())
                .matches("octet: The Java heap is full \\(\\d+ MiB\\)\\.\n"
                        + "  Give it more with OCTET_JAVA_OPTS=-Xmx4g, or use --threads 1\\.\n");
        assertThat(JSON.readTree(run.results()).get("error").get("kind").stringValue())
                .isEqualTo("OUT_OF_RESOURCES");
    }

    @Test
    void an_error_of_the_jvm_is_a_bug_like_any_other() {
        CommandLineRun run = raising(new StackOverflowError());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.talk()).startsWith("octet: This is a bug in octet: java.lang.StackOverflowError.\n");
    }

    private static CommandLineRun raising(Throwable failure, String... flags) {
        CommandLine command = OctetCli.commandLine();
        command.addSubcommand("raise", new Raise(failure));
        String[] arguments = new String[flags.length + 1];
        arguments[0] = "raise";
        System.arraycopy(flags, 0, arguments, 1, flags.length);
        return CommandLineRun.of(command, arguments);
    }

    /** A command that does nothing but fail. */
    @Command(name = "raise")
    static final class Raise implements Callable<Integer> {

        private final Throwable failure;

        @Mixin
        private OutputOptions output;

        Raise(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
    }
}
