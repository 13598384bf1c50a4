package dev.octet.calibrator.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Tensor names as exporters and TensorRT make them, and worse. */
final class Names {

    private static final String[] PARTS = {
        "onnx::Conv_329",
        "(Unnamed Layer* 22) [Constant]_output",
        "/model.0/act/Mul_output_0",
        ": ",
        ":",
        " ",
        "3c010a14",
        "[",
        "}",
        "\"",
        "\\",
        "=",
        "\t",
        "é",
        "\uD83D\uDE00",
        "\u2028",
        "{0}",
        "%s"
    };

    private Names() {}

    /** One to forty names with values. */
    static <T> Map<String, T> with(SplittableRandom random, Function<SplittableRandom, T> value) {
        Map<String, T> byName = new LinkedHashMap<>();
        int count = 1 + random.nextInt(40);
        while (byName.size() < count) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                name.append(PARTS[random.nextInt(PARTS.length)]);
            }
            byName.put(name.toString(), value.apply(random));
        }
        return byName;
    }
}
