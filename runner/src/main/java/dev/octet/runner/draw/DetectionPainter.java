package dev.octet.runner.draw;

import dev.octet.bindings.opencv.Colour;
import dev.octet.bindings.opencv.Drawing;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.bindings.opencv.PixelBox;
import dev.octet.bindings.opencv.TextStyle;
import dev.octet.runner.detect.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws detections on photos: a box in the colour of its class and a label with its name and score. Lines and letters grow
 * with the photo. Boxes and labels of better detections lie on top. Immutable, for any number of threads.
 */
public final class DetectionPainter {

    private final List<String> names;
    private final ClassColours colours;
    private final boolean scores;

    /** A painter for classes of these names; letters that are not ASCII become question marks. */
    public DetectionPainter(List<String> names) {
        this(names, true);
    }

    private DetectionPainter(List<String> names, boolean scores) {
        this.names = List.copyOf(names);
        this.colours = ClassColours.of(Math.max(1, names.size()));
        this.scores = scores;
    }

    /** The same whose labels are names alone: for what is known to be there. */
    public DetectionPainter withoutScores() {
        return new DetectionPainter(names, false);
    }

    /** A label that has its place. */
    private record Label(String text, PixelBox place, Colour ground) {}

    /**
     * A copy of a photo with its detections.
     *
     * @param photo upright, as the detections are; stays as it is
     * @param detections best first
     * @param format of the result
     * @return the bytes of a file of the photo's size
     */
    public byte[] paint(Picture photo, List<Detection> detections, ImageFormat format) {
        try (Drawing drawing = Drawing.on(photo)) {
            PictureScale scale = PictureScale.of(drawing.width(), drawing.height(), detections.size());
            for (int i = detections.size() - 1; i >= 0; i--) {
                Detection one = detections.get(i);
                drawing.outline(
                        outline(one, drawing.width(), drawing.height(), scale.stroke()),
                        colours.colour(one.classIndex()),
                        scale.stroke());
            }
            List<Label> labels = labels(detections, drawing.width(), drawing.height(), scale);
            for (int i = labels.size() - 1; i >= 0; i--) {
                draw(labels.get(i), drawing, scale);
            }
            return drawing.encode(format);
        }
    }

    private List<Label> labels(List<Detection> detections, int width, int height, PictureScale scale) {
        LabelPlaces places = new LabelPlaces(width, height);
        TextStyle.Extent letters = scale.text().extentOf("Ag");
        int labelHeight = letters.ascent() + letters.descent() + 2 * scale.margin();
        List<Label> labels = new ArrayList<>();
        if (labelHeight > height) {
            return labels;
        }
        for (Detection one : detections) {
            Optional<String> text = text(one, scale.text(), width - 2 * scale.margin());
            if (text.isPresent()) {
                int labelWidth = scale.text().extentOf(text.get()).width() + 2 * scale.margin();
                PixelBox place = places.place(covered(one, width, height, scale), labelWidth, labelHeight);
                labels.add(new Label(text.get(), place, colours.colour(one.classIndex())));
            }
        }
        return labels;
    }

    private Optional<String> text(Detection one, TextStyle style, int width) {
        String name = names.get(one.classIndex());
        return scores ? LabelText.fitting(name, one.score(), style, width) : LabelText.fitting(name, style, width);
    }

    private static void draw(Label label, Drawing drawing, PictureScale scale) {
        drawing.fill(label.place(), label.ground());
        int descent = scale.text().extentOf(label.text()).descent();
        drawing.text(
                label.text(),
                label.place().left() + scale.margin(),
                label.place().bottom() - scale.margin() - descent,
                scale.text(),
                ClassColours.ink(label.ground()));
    }

    /** The pixels that a detection touches, at least one, moved inwards where half of the line would be off the photo. */
    static PixelBox outline(Detection one, int width, int height, int stroke) {
        int inset = stroke / 2;
        int left = inside((int) Math.floor(one.x0()), inset, width);
        int top = inside((int) Math.floor(one.y0()), inset, height);
        int right = inside((int) Math.ceil(one.x1()) - 1, inset, width);
        int bottom = inside((int) Math.ceil(one.y1()) - 1, inset, height);
        return new PixelBox(left, top, Math.max(left, right) + 1, Math.max(top, bottom) + 1);
    }

    /** The outline with its line. */
    private static PixelBox covered(Detection one, int width, int height, PictureScale scale) {
        PixelBox box = outline(one, width, height, scale.stroke());
        int half = scale.stroke() / 2;
        return new PixelBox(box.left() - half, box.top() - half, box.right() + half, box.bottom() + half);
    }

    private static int inside(int at, int inset, int size) {
        int margin = 2 * inset < size ? inset : 0;
        return Math.max(margin, Math.min(size - 1 - margin, at));
    }
}
