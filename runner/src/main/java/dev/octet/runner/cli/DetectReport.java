package dev.octet.runner.cli;

import dev.octet.calibrator.images.BadImage;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.names.ClassNames;
import dev.octet.runner.results.DetectionFiles;
import dev.octet.runner.results.DetectionFiles.Written;
import dev.octet.runner.results.DetectionFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was detected, as a table and as JSON. */
final class DetectReport {

    /** Classes in the table; the document has all. */
    private static final int SHOWN = 10;

    private final GivenModel model;
    private final DetectionHead head;
    private final DetectionSettings settings;
    private final ClassNames names;
    private final int batch;
    private final DetectionFolder folder;
    private final DetectionFiles files;
    private long start = System.nanoTime();

    DetectReport(
            GivenModel model,
            DetectionHead head,
            DetectionSettings settings,
            ClassNames names,
            int batch,
            DetectionFolder folder,
            DetectionFiles files) {
        this.model = model;
        this.head = head;
        this.settings = settings;
        this.names = names;
        this.batch = batch;
        this.folder = folder;
        this.files = files;
    }

    /** The detections of one class over all images. */
    private record ClassCount(int classIndex, int detections, int images) {}

    /** The model is loaded: from here on the time is taken. */
    void start() {
        start = System.nanoTime();
    }

    /** Says what the last image has: {@code photo.jpg: 2 person, 1 dog}. */
    void sayLast(Console console) {
        List<Written> written = files.written();
        Written last = written.get(written.size() - 1);
        Map<Integer, Long> counts = last.detections().stream()
                .collect(Collectors.groupingBy(Detection::classIndex, TreeMap::new, Collectors.counting()));
        String found = counts.entrySet().stream()
                .map(one -> one.getValue() + " " + names.names().get(one.getKey()))
                .collect(Collectors.joining(", "));
        console.say(last.image() + ": " + (found.isEmpty() ? "nothing" : found));
    }

    void printTo(List<BadImage> bad, Console console) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        List<Written> written = files.written();
        List<ClassCount> counts = counts(written);
        int detections = counts.stream().mapToInt(ClassCount::detections).sum();
        table(counts, console);
        console.print(count(written.size(), "image") + ", " + count(detections, "detection"));
        if (!written.isEmpty()) {
            console.print(String.format(
                    Locale.ROOT,
                    "%.1f ms an image, %.1f of them to draw and write",
                    1000 * seconds / written.size(),
                    1000 * files.seconds() / written.size()));
        }
        boolean pictures = written.stream().anyMatch(one -> one.picture().isPresent());
        console.print(
                "Written: " + folder.results() + ", " + folder.labels() + (pictures ? ", " + folder.pictures() : ""));
        document(written, counts, detections, bad, seconds, console);
    }

    private void table(List<ClassCount> counts, Console console) {
        if (counts.isEmpty()) {
            return;
        }
        Table table = new Table().row("class", "detections", "images");
        counts.stream()
                .limit(SHOWN)
                .forEach(one -> table.row(
                        names.names().get(one.classIndex()),
                        Integer.toString(one.detections()),
                        Integer.toString(one.images())));
        table.printTo(console);
        if (counts.size() > SHOWN) {
            console.print("and " + (counts.size() - SHOWN) + " more classes");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Most detections first. */
    private List<ClassCount> counts(List<Written> written) {
        int[] detections = new int[head.classes()];
        int[] images = new int[head.classes()];
        for (Written one : written) {
            one.detections().forEach(detection -> detections[detection.classIndex()]++);
            one.detections().stream().mapToInt(Detection::classIndex).distinct().forEach(c -> images[c]++);
        }
        List<ClassCount> counts = new ArrayList<>();
        for (int c = 0; c < detections.length; c++) {
            if (detections[c] > 0) {
                counts.add(new ClassCount(c, detections[c], images[c]));
            }
        }
        counts.sort(java.util.Comparator.comparingInt(ClassCount::detections).reversed());
        return counts;
    }

    private void document(
            List<Written> written,
            List<ClassCount> counts,
            int detections,
            List<BadImage> bad,
            double seconds,
            Console console) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model.name());
        document.put("backend", model.backend());
        document.put("head", head.name());
        document.put("confidence", settings.confidence());
        document.put("iou", settings.iou());
        document.put("batch", batch);
        document.put("classNames", names.origin());
        document.put("outputFolder", folder.folder().toString());
        document.put("results", folder.nameOf(folder.results()));
        document.put("images", written.stream().map(this::image).toList());
        document.put("detections", detections);
        document.put(
                "perClass",
                counts.stream()
                        .map(one -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("class", one.classIndex());
                            entry.put("name", names.names().get(one.classIndex()));
                            entry.put("detections", one.detections());
                            entry.put("images", one.images());
                            return entry;
                        })
                        .toList());
        document.put("badImages", ImageOptions.json(bad));
        document.put("seconds", seconds);
        document.put("writingSeconds", files.seconds());
        console.document("octet.detect/1", document);
    }

    private Map<String, Object> image(Written one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", one.image());
        entry.put("detections", one.detections().size());
        one.picture().ifPresent(picture -> entry.put("picture", folder.nameOf(picture)));
        entry.put("labels", folder.nameOf(one.labels()));
        return entry;
    }
}
