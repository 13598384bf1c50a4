package dev.octet.runner.engine;

/** Told how far a build has come. Called from threads of the build, one call at a time. */
public interface BuildListener {

    /** It is still there, and at this. */
    void beat(BuildEvent.Beat beat);

    /** A line of TensorRT's log, or another that the process said. */
    void said(String line);

    /** Ignores it. */
    static BuildListener none() {
        return new BuildListener() {
            @Override
            public void beat(BuildEvent.Beat beat) {
                // Nobody looks.
            }

            @Override
            public void said(String line) {
                // Nobody looks.
            }
        };
    }
}
