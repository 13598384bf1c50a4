package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import java.util.List;

/** A detector that a pipeline can run, whatever runs it. */
public interface DetectorModel {

    /** What messages call it. */
    String name();

    /**
     * A session that gives these tensors; the caller closes it.
     *
     * @param tensors names of what a head decodes
     * @param options how ONNX Runtime runs it; nothing to other libraries
     */
    @MustBeClosed
    Session open(List<String> tensors, SessionOptions options);
}
