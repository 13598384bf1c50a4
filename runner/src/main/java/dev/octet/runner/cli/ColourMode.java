package dev.octet.runner.cli;

import picocli.CommandLine.Help.Ansi;

/** When the output is coloured. */
enum ColourMode {
    /** On a terminal, unless NO_COLOR or TERM=dumb says otherwise. */
    AUTO(Ansi.AUTO),
    ALWAYS(Ansi.ON),
    NEVER(Ansi.OFF);

    private final Ansi ansi;

    ColourMode(Ansi ansi) {
        this.ansi = ansi;
    }

    Ansi ansi() {
        return this == AUTO && "dumb".equals(System.getenv("TERM")) ? Ansi.OFF : ansi;
    }
}
