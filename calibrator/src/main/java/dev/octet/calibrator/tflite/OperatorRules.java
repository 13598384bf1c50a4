package dev.octet.calibrator.tflite;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every ONNX operator that has a counterpart. */
final class OperatorRules {

    private static final Map<String, OperatorRule> RULES = rules();

    private OperatorRules() {}

    private static Map<String, OperatorRule> rules() {
        Map<String, OperatorRule> rules = new TreeMap<>();
        rules.put("Conv", new ConvolutionRule());
        rules.put("Gemm", new GemmRule());
        rules.put("MaxPool", PoolRule::largest);
        rules.put("AveragePool", PoolRule::average);
        rules.put("GlobalAveragePool", PoolRule::global);
        rules.put("Resize", new ResizeRule());
        rules.put("Pad", new PadRule());
        rules.put("Concat", new ConcatRule());
        rules.put("Slice", new SliceRule());
        rules.put("Split", new SplitRule());
        for (String reshaping : new String[] {"Reshape", "Flatten", "Squeeze", "Unsqueeze"}) {
            rules.put(reshaping, RearrangingRules::reshape);
        }
        rules.put("Transpose", RearrangingRules::transpose);
        rules.put("Identity", RearrangingRules::identity);
        rules.put("Dropout", RearrangingRules::identity);
        rules.putAll(ElementwiseRules.all());
        rules.put("Softmax", new SoftmaxRule());
        return rules;
    }

    static Optional<OperatorRule> of(String operator) {
        return Optional.ofNullable(RULES.get(operator));
    }

    /** Their names, in order. */
    static String text() {
        return String.join(", ", RULES.keySet());
    }
}
