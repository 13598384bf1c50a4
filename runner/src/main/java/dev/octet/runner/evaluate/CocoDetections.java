package dev.octet.runner.evaluate;

import dev.octet.calibrator.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Detections in columns, in the order they were added: image, class, box (left, top, width, height in px) and score. */
public final class CocoDetections {

    private long[] imageIds = new long[1024];
    private long[] categoryIds = new long[1024];
    private double[] boxes = new double[4 * 1024];
    private double[] scores = new double[1024];
    private int size;

    /** No detections yet. */
    public CocoDetections() {}

    /**
     * Reads a COCO results file.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when it is not one
     */
    public static CocoDetections read(Path file) {
        String name = file.toString();
        return CocoJson.parse(file, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw CocoJson.bad(name, "it should be a list of detections");
            }
            CocoDetections detections = new CocoDetections();
            double[] box = new double[4];
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_OBJECT) {
                detections.readOne(parser, name, box);
                token = parser.nextToken();
            }
            if (token != JsonToken.END_ARRAY) {
                throw CocoJson.bad(name, "detection " + detections.size + " is not an object");
            }
            return detections;
        });
    }

    private void readOne(JsonParser parser, String file, double[] box) {
        long imageId = Long.MIN_VALUE;
        long categoryId = Long.MIN_VALUE;
        double score = Double.NaN;
        boolean boxed = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "image_id" -> imageId = CocoJson.integer(parser, file, "a detection's image_id");
                case "category_id" -> categoryId = CocoJson.integer(parser, file, "a detection's category_id");
                case "score" -> score = CocoJson.number(parser, file, "a detection's score");
                case "bbox" -> {
                    CocoJson.box(parser, file, "a detection's bbox", box);
                    boxed = true;
                }
                default -> parser.skipChildren();
            }
        }
        if (imageId == Long.MIN_VALUE || categoryId == Long.MIN_VALUE || Double.isNaN(score) || !boxed) {
            throw CocoJson.bad(file, "detection " + size + " lacks one of image_id, category_id, bbox and score");
        }
        add(imageId, categoryId, box[0], box[1], box[2], box[3], score);
    }

    /** Adds one detection. */
    public void add(long imageId, long categoryId, double x, double y, double width, double height, double score) {
        if (size == scores.length) {
            int larger = 2 * size;
            imageIds = Arrays.copyOf(imageIds, larger);
            categoryIds = Arrays.copyOf(categoryIds, larger);
            boxes = Arrays.copyOf(boxes, 4 * larger);
            scores = Arrays.copyOf(scores, larger);
        }
        imageIds[size] = imageId;
        categoryIds[size] = categoryId;
        boxes[4 * size] = x;
        boxes[4 * size + 1] = y;
        boxes[4 * size + 2] = width;
        boxes[4 * size + 3] = height;
        scores[size] = score;
        size++;
    }

    /** Those in these images, in order. */
    public CocoDetections among(Set<Long> images) {
        CocoDetections some = new CocoDetections();
        for (int i = 0; i < size; i++) {
            if (images.contains(imageIds[i])) {
                some.addFrom(this, i, imageIds[i]);
            }
        }
        return some;
    }

    /** Adds all of another, behind those that are here. */
    public void addAll(CocoDetections other) {
        for (int i = 0; i < other.size; i++) {
            addFrom(other, i, other.imageIds[i]);
        }
    }

    /** Adds one of another's, as if it were in this image. */
    void addFrom(CocoDetections other, int i, long imageId) {
        add(
                imageId,
                other.categoryIds[i],
                other.boxes[4 * i],
                other.boxes[4 * i + 1],
                other.boxes[4 * i + 2],
                other.boxes[4 * i + 3],
                other.scores[i]);
    }

    /** Writes a COCO results file, whole or not at all; doubles in their shortest exact form. */
    public void writeTo(Path file) {
        AtomicFile.write(file, this::writeJson);
    }

    private void writeJson(OutputStream stream) throws IOException {
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            line.append(i == 0 ? "\n" : ",\n")
                    .append("{\"image_id\":")
                    .append(imageIds[i])
                    .append(",\"category_id\":")
                    .append(categoryIds[i])
                    .append(",\"bbox\":[")
                    .append(boxes[4 * i])
                    .append(',')
                    .append(boxes[4 * i + 1])
                    .append(',')
                    .append(boxes[4 * i + 2])
                    .append(',')
                    .append(boxes[4 * i + 3])
                    .append("],\"score\":")
                    .append(scores[i])
                    .append('}');
            stream.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            line.setLength(0);
        }
        stream.write((line + "\n]\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    long imageId(int index) {
        return imageIds[index];
    }

    long categoryId(int index) {
        return categoryIds[index];
    }

    double score(int index) {
        return scores[index];
    }

    /** The boxes, four numbers a detection; the first {@code 4 * size()} count. */
    double[] boxes() {
        return boxes;
    }
}
