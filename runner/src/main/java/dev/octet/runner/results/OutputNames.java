package dev.octet.runner.results;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.images.ImageFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of the files that belong to the images of a folder, with its subfolders; no two are the same.
 *
 * @param pictures as the images, with {@code .png} behind those that are neither JPEG nor PNG
 * @param labels as the images, {@code .txt} in place of their ending; behind it where images differ in nothing else
 */
record OutputNames(List<String> pictures, List<String> labels) {

    private static final String TEXT = ".txt";

    OutputNames {
        pictures = List.copyOf(pictures);
        labels = List.copyOf(labels);
    }

    static OutputNames of(ImageFolder images) {
        Map<String, Integer> stems = new HashMap<>();
        List<String> names = images.files().stream().map(images::nameOf).toList();
        names.forEach(name -> stems.merge(stem(name), 1, Integer::sum));
        Set<String> takenPictures = new HashSet<>();
        Set<String> takenLabels = new HashSet<>();
        List<String> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            pictures.add(free(name, ending(name, formatOf(images.files().get(i))), takenPictures));
            labels.add(free(stems.getOrDefault(stem(name), 0) == 1 ? stem(name) : name, TEXT, takenLabels));
        }
        return new OutputNames(pictures, labels);
    }

    /** The format of the picture of an image: its own, PNG where that is neither JPEG nor PNG. */
    static ImageFormat pictureFormat(ImageFormat source) {
        return source == ImageFormat.JPEG ? ImageFormat.JPEG : ImageFormat.PNG;
    }

    private static ImageFormat formatOf(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return pictureFormat(
                    ImageFormat.of(stream.readNBytes(ImageFormat.MAGIC_BYTES)).orElse(ImageFormat.PNG));
        } catch (IOException e) {
            // Whoever loads the image says what is wrong with it.
            return ImageFormat.PNG;
        }
    }

    /** What the name of a picture still needs to say its format. */
    private static String ending(String name, ImageFormat format) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean said =
                format == ImageFormat.JPEG ? lower.endsWith(".jpg") || lower.endsWith(".jpeg") : lower.endsWith(".png");
        return said ? "" : format == ImageFormat.JPEG ? ".jpg" : ".png";
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    private static String free(String name, String ending, Set<String> taken) {
        String free = name + ending;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i
                    + (ending.isEmpty() ? name.substring(stem(name).length()) : ending);
        }
        return free;
    }
}
