package dev.octet.calibrator.repair;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Extremes of every channel of some tensors over samples. */
final class ChannelSurvey {

    private ChannelSurvey() {}

    /** Adds what a model's tensors {@code [N, C, ...]} hold to their ranges, by tensor. */
    static void add(OnnxModel model, List<Map<String, FloatTensor>> samples, Map<String, ChannelRanges> ranges) {
        byte[] exposed = ExposedModel.exposing(model, new ArrayList<>(ranges.keySet()));
        try (InferenceSession session = InferenceSession.load(exposed, SessionOptions.defaults())) {
            for (Map<String, FloatTensor> sample : samples) {
                add(session, sample, ranges);
            }
        }
    }

    private static void add(
            InferenceSession session, Map<String, FloatTensor> sample, Map<String, ChannelRanges> ranges) {
        Map<String, HostTensor> inputs = HostTensors.of(sample);
        try {
            session.run(inputs).forEach((name, tensor) -> {
                ChannelRanges range = ranges.get(name);
                if (range != null) {
                    long[] shape = tensor.shape();
                    range.add(tensor.floats(), (int) (tensor.elementCount() / (shape[0] * shape[1])));
                }
                tensor.close();
            });
        } finally {
            inputs.values().forEach(HostTensor::close);
        }
    }
}
