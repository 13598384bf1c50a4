package dev.octet.runner.selftest;

/** One thing that must work, proved by doing it. Run by {@code octet selftest} and, those for a GPU, by JUnit. */
public interface SelfCheck {

    /** Its name in reports, in lower case with hyphens; never changes. */
    String name();

    /** What it proves, as a sentence. */
    String proves();

    /**
     * Does it.
     *
     * @param bench the models, pictures and devices to do it with
     * @return the verdict, with what was measured
     * @throws dev.octet.bindings.failure.ToolkitException when something that it needs is not there; that counts as failed
     */
    Verdict run(SelfTestBench bench);
}
