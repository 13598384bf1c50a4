package dev.octet.runner.results;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.detect.Detection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A COCO results file: a list of {@code image_id, category_id, bbox} (left, top, width, height in px) and {@code score}, which
 * pycocotools reads, with {@code file_name} and {@code category_name} beside the numbers.
 */
final class CocoResults {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> files;
    private final List<String> classes;
    private final ResultIds ids;
    private final List<Found> found = new ArrayList<>();

    /** No results yet, for images and classes of these names. */
    CocoResults(List<String> files, List<String> classes, ResultIds ids) {
        this.files = List.copyOf(files);
        this.classes = List.copyOf(classes);
        this.ids = ids;
    }

    private record Found(int image, Detection detection) {}

    void add(int image, Detection detection) {
        found.add(new Found(image, detection));
    }

    /** Writes the file whole or not at all; doubles in their shortest exact form. */
    void writeTo(Path file) {
        AtomicFile.write(file, this::write);
    }

    private void write(OutputStream stream) throws IOException {
        String before = "[\n";
        for (Found one : found) {
            stream.write((before + JSON.writeValueAsString(line(one))).getBytes(StandardCharsets.UTF_8));
            before = ",\n";
        }
        stream.write((found.isEmpty() ? "[]\n" : "\n]\n").getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> line(Found one) {
        Detection box = one.detection();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("image_id", ids.images().get(one.image()));
        line.put("file_name", files.get(one.image()));
        line.put("category_id", ids.categories().get(box.classIndex()));
        line.put("category_name", classes.get(box.classIndex()));
        line.put("bbox", List.of(box.x0(), box.y0(), box.x1() - box.x0(), box.y1() - box.y0()));
        line.put("score", box.score());
        return line;
    }
}
