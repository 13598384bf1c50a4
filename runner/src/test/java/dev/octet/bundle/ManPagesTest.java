package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManPagesTest {

    @TempDir
    private Path folder;

    @Command(name = "tool", description = "Does things.", subcommands = Turn.class)
    static final class ToolCommand {}

    @Command(
            name = "turn",
            description = "Turn a thing by 99 %% or so.",
            exitCodeListHeading = "Codes",
            exitCodeList = {"0:fine", "4:bad"})
    static final class Turn {
        @Parameters(paramLabel = "FILE", description = ".hidden files count, too.")
        private String file;

        @Option(
                names = {"-b", "--by-degrees"},
                paramLabel = "N",
                description = "A \"number\" or a \\ path.")
        private int degrees;

        @Option(names = "--all", description = "All of it.")
        private boolean all;

        @Option(names = "--secret", hidden = true)
        private boolean secret;
    }

    @Test
    void a_page_has_every_part_and_no_word_is_taken_for_a_request() throws Exception {
        new ManPages("1.2").write(new CommandLine(new ToolCommand()), folder);
        assertThat(folder.resolve("tool-turn.1")).content().isEqualTo("""
                .TH "TOOL\\-TURN" "1" "" "octet 1.2" "Octet"
                .SH NAME
                \\fBtool\\-turn\\fR \\- Turn a thing by 99 % or so
                .SH SYNOPSIS
                \\fBtool turn\\fR [\\-\\-all] [\\-b=N] FILE
                .SH DESCRIPTION
                Turn a thing by 99 % or so.
                .SH OPTIONS
                .TP
                \\fB\\fR\\fIFILE\\fR
                \\&.hidden files count, too.
                .TP
                \\fB\\-\\-all\\fR
                All of it.
                .TP
                \\fB\\-b, \\-\\-by\\-degrees\\fR\\fI=N\\fR
                A \\(dqnumber\\(dq or a \\e path.
                .SH EXIT STATUS
                .TP
                \\fB0\\fR
                fine
                .TP
                \\fB4\\fR
                bad
                .SH SEE ALSO
                \\fBtool\\fR(1)
                """);
        assertThat(folder.resolve("tool.1")).content().contains(".SH COMMANDS\n.TP\n\\fBtool turn\\fR\n");
    }
}
