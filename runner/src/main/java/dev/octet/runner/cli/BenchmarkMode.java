package dev.octet.runner.cli;

/**
 * One thing that {@code octet benchmark} can do, with the options that are its own: a mixin of the command. Without any
 * asked for, the command measures one model.
 */
interface BenchmarkMode {

    /** The option that asks for it, as in "--against". */
    String option();

    /** True when the user asked for it. */
    boolean isAsked();

    /**
     * Measures and prints.
     *
     * @return what the process returns
     */
    int run(BenchmarkRequest request);
}
