package dev.octet.runner.engine.layers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of ONNX nodes in what TensorRT writes of a layer. */
final class NodeNames {

    private static final String MARK = "[ONNX Layer: ";
    private static final Pattern SEPARATORS = Pattern.compile("[\\u001e\\u001f]");
    private static final Pattern REFORMATTED =
            Pattern.compile("^Reformatting CopyNode for (?:Input|Output) Tensor \\d+ to (.*)$");
    private static final Pattern REFORMATTER = Pattern.compile("^(.*) (?:input|output) reformatter \\d+$");
    private static final Pattern FOREIGN = Pattern.compile("\\{ForeignNode\\[(.*?)\\.\\.\\.(.*?)\\]\\}");
    private static final Pattern OWN_PREFIX =
            Pattern.compile("^(?:copied_)?(?:squeeze_after_|reshape_before_|reshape_after_|unsqueeze_node_after_)");
    private static final Pattern OF_TENSORRT =
            Pattern.compile("^(?:__my.*|_gemm_mha.*|\\(Unnamed Layer\\*.*|ONNXTRT_.*|)$");

    private NodeNames() {}

    /** Those of the metadata, which TensorRT 8.6 and later writes; without any, those that the layer's name is made of. */
    static List<String> of(String name, String metadata) {
        Set<String> found = new LinkedHashSet<>();
        for (String part : SEPARATORS.split(metadata, -1)) {
            for (String piece : part.split(Pattern.quote(MARK), -1)) {
                String cut = piece.strip();
                if (part.contains(MARK) && cut.endsWith("]")) {
                    found.add(cut.substring(0, cut.length() - 1));
                }
            }
        }
        if (found.isEmpty()) {
            inName(name, found);
        }
        return List.copyOf(found);
    }

    private static void inName(String name, Set<String> found) {
        String inner =
                REFORMATTED.matcher(SEPARATORS.matcher(name).replaceAll(" + ")).replaceFirst("$1");
        inner = REFORMATTER.matcher(inner).replaceFirst("$1");
        Matcher foreign = FOREIGN.matcher(inner);
        if (foreign.find()) {
            add(foreign.group(1), found);
            add(foreign.group(2), found);
            return;
        }
        for (String part : inner.split(" \\+ | \\|\\| |, ", -1)) {
            add(withoutPointwise(part.strip()), found);
        }
    }

    /** {@code PWN(PWN(a), b)} is several elementwise nodes in one; split at the comma its parts have open brackets. */
    private static String withoutPointwise(String part) {
        String name = part;
        while (name.startsWith("PWN(")) {
            name = name.substring("PWN(".length());
        }
        while (name.endsWith(")") && opened(name) < 0) {
            name = name.substring(0, name.length() - 1);
        }
        return name;
    }

    private static int opened(String name) {
        return (int) (name.chars().filter(c -> c == '(').count()
                - name.chars().filter(c -> c == ')').count());
    }

    private static void add(String name, Set<String> found) {
        String node = OWN_PREFIX.matcher(name).replaceFirst("");
        if (!OF_TENSORRT.matcher(node).matches()) {
            found.add(node);
        }
    }
}
