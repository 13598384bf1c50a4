package dev.octet.runner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Objects and detections of {@value #PHOTOS} photos where there are no real ones: as many of each as on COCO's. */
final class DrawnPhotos {

    static final int PHOTOS = 128;

    private static final int CLASSES = 80;
    private static final int MOST_OBJECTS = 14;
    private static final int DETECTIONS = 190;
    private static final int AROUND_OBJECT = 6;

    private final Random random;
    private final List<Annotation> objects = new ArrayList<>();
    private final CocoDetections detections = new CocoDetections();

    private DrawnPhotos(long seed) {
        this.random = new Random(seed);
    }

    /** The same seed gives the same photos. */
    static RepeatedPhotos.Photos of(long seed) {
        DrawnPhotos drawn = new DrawnPhotos(seed);
        for (int photo = 1; photo <= PHOTOS; photo++) {
            drawn.photo(photo);
        }
        CocoAnnotations truth = new CocoAnnotations(
                "drawn photos",
                IntStream.rangeClosed(1, PHOTOS)
                        .mapToObj(id -> new CocoImage(id, id + ".jpg"))
                        .toList(),
                IntStream.rangeClosed(1, CLASSES)
                        .mapToObj(id -> new CocoCategory(id, "class " + id))
                        .toList(),
                drawn.objects);
        return new RepeatedPhotos.Photos("128 drawn photos", truth, drawn.detections);
    }

    private void photo(int id) {
        int count = 1 + random.nextInt(MOST_OBJECTS);
        for (int i = 0; i < count; i++) {
            double width = size();
            double height = size();
            double x = (640 - width) * random.nextDouble();
            double y = (480 - height) * random.nextDouble();
            int category = category();
            boolean crowd = random.nextInt(90) == 0;
            objects.add(
                    new Annotation(objects.size() + 1, id, category, x, y, width, height, 0.6 * width * height, crowd));
            for (int d = 0; d < AROUND_OBJECT; d++) {
                int found = random.nextInt(4) == 0 ? category() : category;
                detections.add(
                        id,
                        found,
                        x + 0.1 * width * random.nextGaussian(),
                        y + 0.1 * height * random.nextGaussian(),
                        width * (0.9 + 0.2 * random.nextDouble()),
                        height * (0.9 + 0.2 * random.nextDouble()),
                        0.02 + 0.95 * random.nextDouble());
            }
        }
        for (int d = count * AROUND_OBJECT; d < DETECTIONS; d++) {
            double score = 0.001 + 0.1 * Math.pow(random.nextDouble(), 4);
            detections.add(id, category(), 500 * random.nextDouble(), 400 * random.nextDouble(), size(), size(), score);
        }
    }

    /** px, as many small ones as large ones. */
    private double size() {
        return 10 * Math.exp(3.6 * random.nextDouble());
    }

    /** Few classes are frequent, as in COCO. */
    private int category() {
        return 1 + (int) (CLASSES * Math.pow(random.nextDouble(), 2.5));
    }
}
