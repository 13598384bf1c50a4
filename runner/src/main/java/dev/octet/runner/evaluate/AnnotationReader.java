package dev.octet.runner.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a COCO instances file token by token. */
final class AnnotationReader {

    private final Path file;
    private final String name;
    private final List<CocoImage> images = new ArrayList<>();
    private final List<CocoCategory> categories = new ArrayList<>();
    private final List<Annotation> annotations = new ArrayList<>();
    private final double[] box = new double[4];
    private boolean sawAnnotations;

    AnnotationReader(Path file) {
        this.file = file;
        this.name = file.toString();
    }

    CocoAnnotations read() {
        return CocoJson.parse(file, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw CocoJson.bad(name, "it should be an object with images, annotations and categories");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String section = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value != JsonToken.START_ARRAY) {
                    parser.skipChildren();
                    continue;
                }
                readSection(parser, section);
            }
            if (!sawAnnotations) {
                throw CocoJson.bad(name, "it has no 'annotations'");
            }
            return new CocoAnnotations(name, images, categories, annotations);
        });
    }

    private void readSection(JsonParser parser, String section) {
        sawAnnotations |= section.equals("annotations");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            switch (section) {
                case "images" -> readImage(parser);
                case "annotations" -> readAnnotation(parser);
                case "categories" -> readCategory(parser);
                default -> parser.skipChildren();
            }
        }
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
    }

    private void readImage(JsonParser parser) {
        long id = Long.MIN_VALUE;
        String fileName = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> id = CocoJson.integer(parser, name, "an image's id");
                case "file_name" -> fileName = parser.getString();
                default -> parser.skipChildren();
            }
        }
        requireId(id, "image");
        images.add(new CocoImage(id, fileName));
    }

    private void readCategory(JsonParser parser) {
        long id = Long.MIN_VALUE;
        String label = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> id = CocoJson.integer(parser, name, "a category's id");
                case "name" -> label = parser.getString();
                default -> parser.skipChildren();
            }
        }
        requireId(id, "category");
        categories.add(new CocoCategory(id, label));
    }

    private void readAnnotation(JsonParser parser) {
        long id = Long.MIN_VALUE;
        long imageId = Long.MIN_VALUE;
        long categoryId = Long.MIN_VALUE;
        double area = Double.NaN;
        boolean crowd = false;
        boolean boxed = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> id = CocoJson.integer(parser, name, "an annotation's id");
                case "image_id" -> imageId = CocoJson.integer(parser, name, "an annotation's image_id");
                case "category_id" -> categoryId = CocoJson.integer(parser, name, "an annotation's category_id");
                case "area" -> area = CocoJson.number(parser, name, "an annotation's area");
                case "iscrowd" -> crowd = CocoJson.integer(parser, name, "an annotation's iscrowd") != 0;
                case "bbox" -> {
                    CocoJson.box(parser, name, "an annotation's bbox", box);
                    boxed = true;
                }
                default -> parser.skipChildren();
            }
        }
        requireId(id, "annotation");
        if (imageId == Long.MIN_VALUE || categoryId == Long.MIN_VALUE || !boxed || Double.isNaN(area)) {
            throw CocoJson.bad(name, "annotation " + id + " lacks one of image_id, category_id, bbox and area");
        }
        annotations.add(new Annotation(id, imageId, categoryId, box[0], box[1], box[2], box[3], area, crowd));
    }

    private void requireId(long id, String what) {
        if (id == Long.MIN_VALUE) {
            throw CocoJson.bad(name, "one " + what + " has no id");
        }
    }
}
