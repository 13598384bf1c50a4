package dev.octet.calibrator.tflite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;

/** What Octet writes of itself into a file: where its numbers come from, and in which order its tensors stand. */
public final class StoredFacts {

    static final String NAME = "octet";

    private static final String LAYOUTS = "octet.layouts";

    private StoredFacts() {}

    /** One line a fact; layouts as axes and the tensors that stand so, by name number. */
    static byte[] of(Map<String, String> facts, LiteGraph graph, Values values) {
        Map<String, List<Integer>> layouts = new TreeMap<>();
        values.all().forEach((name, value) -> {
            if (!value.layout().isPlain() && graph.tensor(value.tensor()).name().equals(name)) {
                layouts.computeIfAbsent(axes(value.layout()), key -> new ArrayList<>())
                        .add(value.tensor());
            }
        });
        StringBuilder layoutText = new StringBuilder();
        layouts.forEach((axes, tensors) -> {
            layoutText.append(layoutText.length() == 0 ? "" : ";").append(axes).append(':');
            tensors.sort(null);
            layoutText.append(
                    String.join(",", tensors.stream().map(String::valueOf).toList()));
        });
        StringBuilder text = new StringBuilder();
        Map<String, String> all = new TreeMap<>(facts);
        all.put(LAYOUTS, layoutText.toString());
        all.forEach((key, value) ->
                text.append(key).append('=').append(value.replace('\n', ' ')).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String axes(Layout layout) {
        return String.join("", layout.axes().stream().map(String::valueOf).toList());
    }

    /** The facts of a file; none of a file that Octet did not write. */
    public static Map<String, String> of(byte[] file) {
        Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < model.metadataLength(); i++) {
            Metadata metadata = model.metadata(i);
            if (NAME.equals(metadata.name())) {
                ByteBuffer data = model.buffers((int) metadata.buffer()).dataAsByteBuffer();
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        facts.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                }
            }
        }
        return facts;
    }

    /** By name, the layout of every tensor of a file that does not stand as in the ONNX graph. */
    public static Map<String, Layout> layouts(byte[] file) {
        Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
        Map<String, Layout> layouts = new HashMap<>();
        String text = of(file).getOrDefault(LAYOUTS, "");
        for (String one : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            String[] parts = one.split(":", -1);
            Layout layout =
                    new Layout(parts[0].chars().mapToObj(axis -> axis - '0').toList());
            for (String number : parts[1].split(",", -1)) {
                layouts.put(model.subgraphs(0).tensors(Integer.parseInt(number)).name(), layout);
            }
        }
        return layouts;
    }
}
