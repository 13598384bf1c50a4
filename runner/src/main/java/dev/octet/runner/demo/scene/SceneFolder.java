package dev.octet.runner.demo.scene;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.progress.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scenes on disk, as a data set in COCO's form.
 *
 * @param images folder of the pictures
 * @param annotations instances file; its file names are relative to {@code images}
 * @param size how many pictures there are
 */
public record SceneFolder(Path images, Path annotations, int size) {

    /**
     * Draws scenes 0 to {@code count} - 1 of a seed into a folder: {@code images/} and {@code instances.json}.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code OUT_OF_RESOURCES} when it cannot be written
     */
    public static SceneFolder draw(Path folder, long seed, int count, ProgressListener progress) {
        SceneGenerator generator = new SceneGenerator(seed);
        SceneFolder drawn = new SceneFolder(folder.resolve("images"), folder.resolve("instances.json"), count);
        AtomicLong done = new AtomicLong();
        List<Entry> entries = IntStream.range(0, count)
                .parallel()
                .mapToObj(index -> {
                    Scene scene = generator.scene(index);
                    String name = String.format(Locale.ROOT, "scene%05d.jpg", index);
                    AtomicFile.write(drawn.images.resolve(name), jpeg(scene));
                    synchronized (done) {
                        progress.advanced(done.incrementAndGet(), count);
                    }
                    return new Entry(
                            name, scene.picture().getWidth(), scene.picture().getHeight(), scene.objects());
                })
                .toList();
        AtomicFile.write(drawn.annotations, JsonMapper.builder().build().writeValueAsBytes(document(seed, entries)));
        return drawn;
    }

    private record Entry(String name, int width, int height, List<SceneObject> objects) {}

    private static byte[] jpeg(Scene scene) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) scene.jpegQuality());
            writer.setOutput(stream);
            writer.write(null, new IIOImage(scene.picture(), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static Map<String, Object> document(long seed, List<Entry> entries) {
        List<Map<String, Object>> images = new ArrayList<>();
        List<Map<String, Object>> annotations = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            long imageId = i + 1L;
            images.add(ordered("id", imageId, "file_name", entry.name, "width", entry.width, "height", entry.height));
            for (SceneObject object : entry.objects) {
                annotations.add(ordered(
                        "id",
                        annotations.size() + 1L,
                        "image_id",
                        imageId,
                        "category_id",
                        object.kind().classIndex() + 1,
                        "bbox",
                        box(object),
                        "area",
                        rounded(object.area()),
                        "iscrowd",
                        0));
            }
        }
        List<Map<String, Object>> categories = Stream.of(ShapeKind.values())
                .map(kind -> ordered("id", kind.classIndex() + 1, "name", kind.text()))
                .toList();
        return ordered(
                "info",
                ordered("description", "Scenes of shapes drawn by Octet", "seed", seed),
                "images",
                images,
                "annotations",
                annotations,
                "categories",
                categories);
    }

    private static List<Double> box(SceneObject object) {
        return List.of(rounded(object.x()), rounded(object.y()), rounded(object.width()), rounded(object.height()));
    }

    /** A hundredth of a pixel is exact enough. */
    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
