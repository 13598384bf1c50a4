package dev.octet.calibrator;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.ExposedSession;
import dev.octet.calibrator.model.OnnxModel;
import java.util.ArrayList;
import java.util.List;

/** A session that makes a model's observed tensors, and the workers that observe them; owns the session. */
final class ObservedModel implements AutoCloseable {

    private final InferenceSession session;
    private final List<String> observed;
    private final boolean onlyInputs;

    private ObservedModel(InferenceSession session, List<String> observed, boolean onlyInputs) {
        this.session = session;
        this.observed = observed;
        this.onlyInputs = onlyInputs;
    }

    /**
     * Opens the session.
     *
     * @param model the float model
     * @param observed names of the tensors to observe
     * @throws ToolkitException {@code BAD_INPUT} when there are none
     */
    @MustBeClosed
    static ObservedModel open(OnnxModel model, List<String> observed) {
        if (observed.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model.name() + " has no layer to quantize: no convolution or Gemm with constant float32 "
                            + "weights in front of another one.",
                    "Check with 'octet inspect' that it is the float model.");
        }
        List<String> computed = new ArrayList<>(observed);
        model.graph().inputs().forEach(input -> computed.remove(input.name()));
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(1);
        return new ObservedModel(
                ExposedSession.open(model, computed.isEmpty() ? observed : computed, options),
                observed,
                computed.isEmpty());
    }

    /** A worker for one thread. */
    ObservationWorker worker() {
        return new ObservationWorker(onlyInputs ? null : session, session.inputs(), observed);
    }

    /** Breaks off the runs under way, and every later one. */
    void breakOff() {
        session.terminate();
    }

    /** Waits for the runs under way. */
    @Override
    public void close() {
        session.close();
    }
}
