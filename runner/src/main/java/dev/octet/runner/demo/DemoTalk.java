package dev.octet.runner.demo;

import dev.octet.calibrator.progress.ProgressListener;

/** Told what the demo does while it does it. */
public interface DemoTalk {

    /** A new part of the work begins. */
    void say(String line);

    /** Who is to be told how far this has come. */
    ProgressListener progress(String what);
}
