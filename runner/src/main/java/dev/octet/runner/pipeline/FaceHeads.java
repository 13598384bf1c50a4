package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.detect.DetectionHead;
import java.util.Optional;

/** Where the head of a face comes from. */
interface FaceHeads {

    /** The head, if one was named or is recognised. */
    Optional<DetectionHead> find();

    /** The error where there is none. */
    ToolkitException unrecognised();
}
