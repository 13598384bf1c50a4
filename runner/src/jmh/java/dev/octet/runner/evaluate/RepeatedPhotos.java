package dev.octet.runner.evaluate;

import dev.octet.calibrator.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * 765,000 detections on 5,120 images, of the size of an evaluation on COCO's validation images at a confidence of 0.001: 128
 * photos forty times, every box and score moved a little. The same seed gives the same ones.
 *
 * @param from where the photos come from
 * @param truth objects of all images
 * @param detections of all images
 */
record RepeatedPhotos(String from, CocoAnnotations truth, CocoDetections detections) {

    private static final int COPIES = 40;
    private static final int DETECTIONS = 765_000;
    private static final long SEED = 7;
    private static final double OBJECT_MOVES = 0.01;
    private static final double DETECTION_MOVES = 0.02;

    /** Photos before they are repeated. */
    record Photos(String from, CocoAnnotations truth, CocoDetections detections) {}

    /**
     * Writes {@code annotations.json} and {@code detections.json}, for other programs to score.
     *
     * @param arguments the folder; the system property {@code octet.shared} names the one with COCO photos
     */
    public static void main(String[] arguments) throws java.io.IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        RepeatedPhotos repeated = made();
        AtomicFile.write(folder.resolve("annotations.json"), repeated.json().getBytes(StandardCharsets.UTF_8));
        repeated.detections().writeTo(folder.resolve("detections.json"));
        System.out.println(repeated.truth().images().size() + " images, "
                + repeated.truth().annotations().size() + " objects, "
                + repeated.detections().size() + " detections; " + repeated.from());
    }

    /** Of the 128 COCO photos and what YOLOX-Nano finds in them, where they are; else of drawn ones. */
    static RepeatedPhotos made() {
        Path coco = Path.of(System.getProperty("octet.shared", "")).resolve("data/coco128");
        Path found = coco.resolve("yolox_nano.fp32.detections.json");
        return Files.exists(found)
                ? of(new Photos(
                        "128 COCO photos, YOLOX-Nano",
                        CocoAnnotations.read(coco.resolve("instances.json")),
                        CocoDetections.read(found)))
                : of(DrawnPhotos.of(SEED));
    }

    private static RepeatedPhotos of(Photos photos) {
        Random random = new Random(SEED);
        List<CocoImage> images = new ArrayList<>();
        List<Annotation> objects = new ArrayList<>();
        long imageStep = 1
                + photos.truth().images().stream()
                        .mapToLong(CocoImage::id)
                        .max()
                        .orElse(0);
        for (int copy = 0; copy < COPIES; copy++) {
            long shift = copy * imageStep;
            for (CocoImage image : photos.truth().images()) {
                images.add(new CocoImage(image.id() + shift, image.id() + shift + ".jpg"));
            }
            for (Annotation one : photos.truth().annotations()) {
                objects.add(moved(one, objects.size() + 1, one.imageId() + shift, random));
            }
        }
        return new RepeatedPhotos(
                photos.from(),
                new CocoAnnotations("repeated photos", images, photos.truth().categories(), objects),
                moved(photos.detections(), imageStep, random));
    }

    private static Annotation moved(Annotation one, long id, long image, Random random) {
        return new Annotation(
                id,
                image,
                one.categoryId(),
                one.x() + near(one.width(), OBJECT_MOVES, random),
                one.y() + near(one.height(), OBJECT_MOVES, random),
                one.width(),
                one.height(),
                one.area(),
                one.crowd());
    }

    /** Just as many as wanted, each with the same chance: Knuth, The Art of Computer Programming, 3.4.2, algorithm S. */
    private static CocoDetections moved(CocoDetections base, long imageStep, Random random) {
        CocoDetections moved = new CocoDetections();
        long left = (long) COPIES * base.size();
        double[] boxes = base.boxes();
        for (int copy = 0; copy < COPIES; copy++) {
            for (int i = 0; i < base.size(); i++, left--) {
                if (random.nextDouble() * left >= DETECTIONS - moved.size()) {
                    continue;
                }
                double width = boxes[4 * i + 2];
                double height = boxes[4 * i + 3];
                double score = base.score(i) * (1 + 0.05 * random.nextGaussian());
                moved.add(
                        base.imageId(i) + copy * imageStep,
                        base.categoryId(i),
                        boxes[4 * i] + near(width, DETECTION_MOVES, random),
                        boxes[4 * i + 1] + near(height, DETECTION_MOVES, random),
                        width,
                        height,
                        Math.max(1e-6, Math.min(1, score)));
            }
        }
        return moved;
    }

    private static double near(double size, double part, Random random) {
        return size * part * random.nextGaussian();
    }

    private String json() {
        StringBuilder text = new StringBuilder("{\"images\":[");
        truth.images()
                .forEach(image -> text.append("\n{\"id\":" + image.id() + ",\"file_name\":\"" + image.fileName()
                        + "\",\"width\":640,\"height\":480},"));
        text.setCharAt(text.length() - 1, ']');
        text.append(",\"categories\":[");
        truth.categories()
                .forEach(category ->
                        text.append("\n{\"id\":" + category.id() + ",\"name\":\"" + category.name() + "\"},"));
        text.setCharAt(text.length() - 1, ']');
        text.append(",\"annotations\":[");
        truth.annotations().forEach(one -> text.append(json(one)));
        text.setCharAt(text.length() - 1, ']');
        return text.append("}\n").toString();
    }

    private static String json(Annotation one) {
        return "\n{\"id\":" + one.id() + ",\"image_id\":" + one.imageId() + ",\"category_id\":" + one.categoryId()
                + ",\"bbox\":[" + one.x() + "," + one.y() + "," + one.width() + "," + one.height() + "],\"area\":"
                + one.area() + ",\"iscrowd\":" + (one.crowd() ? 1 : 0) + "},";
    }
}
