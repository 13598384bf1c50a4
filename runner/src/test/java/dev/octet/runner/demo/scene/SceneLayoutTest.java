package dev.octet.runner.demo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SceneLayoutTest {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 360;
    /** A sliver may be in the box or not, and the labels are whole pixels. */
    private static final double CLOSE = 2;

    private static final int SCENES = 60;

    /** Points a side of a pixel in the picture that boxes are checked against. */
    private static final int FINE = 4;

    @Test
    void boxes_are_the_extents_of_what_can_be_seen() {
        int checked = 0;
        for (int scene = 0; scene < SCENES; scene++) {
            List<SceneLayer> layers = SceneLayout.of(Dice.of(11, scene), WIDTH, HEIGHT);
            BufferedImage labels = labels(layers);
            for (int i = 0; i < layers.size(); i++) {
                Optional<SceneObject> object =
                        layers.get(i).object(layers.subList(i + 1, layers.size()), WIDTH, HEIGHT);
                if (object.isPresent()) {
                    Rectangle seen = extent(labels, i + 1);
                    String what = "layer " + i + " of scene " + scene;
                    assertThat(object.get().x()).as(what).isCloseTo(seen.getMinX(), within(CLOSE));
                    assertThat(object.get().y()).as(what).isCloseTo(seen.getMinY(), within(CLOSE));
                    assertThat(object.get().x() + object.get().width())
                            .as(what)
                            .isCloseTo(seen.getMaxX(), within(CLOSE));
                    assertThat(object.get().y() + object.get().height())
                            .as(what)
                            .isCloseTo(seen.getMaxY(), within(CLOSE));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(2 * SCENES);
    }

    @Test
    void what_nothing_hides_has_the_box_of_its_outline() {
        SceneLayer square = layer(new Rectangle2D.Double(10.25, 20.5, 30.5, 40.25));
        assertThat(square.object(List.of(), WIDTH, HEIGHT))
                .contains(new SceneObject(
                        ShapeKind.SQUARE,
                        10.25,
                        20.5,
                        30.5,
                        40.25,
                        square.visible().area()));
        assertThat(square.visible().area()).isCloseTo(30.5 * 40.25, within(3.0));
    }

    @Test
    void a_shape_is_cut_at_the_edge_of_the_picture() {
        SceneObject object = layer(new Rectangle2D.Double(-20, 300, 50, 100))
                .object(List.of(), WIDTH, HEIGHT)
                .orElseThrow();
        assertThat(object).isEqualTo(new SceneObject(ShapeKind.SQUARE, 0, 300, 30, 60, 1800));
    }

    @Test
    void what_is_covered_is_outside_the_box() {
        SceneLayer square = layer(new Rectangle2D.Double(100, 100, 40, 40));
        SceneLayer top = layer(new Rectangle2D.Double(120, 90, 60, 60));
        assertThat(square.under(top).object(List.of(top), WIDTH, HEIGHT))
                .contains(new SceneObject(ShapeKind.SQUARE, 100, 100, 20, 40, 800));
    }

    @Test
    void a_sliver_that_does_not_show_is_outside_the_box() {
        SceneLayer square = layer(new Rectangle2D.Double(100, 100, 40, 40));
        SceneLayer top = layer(new Rectangle2D.Double(90, 110, 49.75, 40));
        assertThat(square.under(top).object(List.of(top), WIDTH, HEIGHT)).isEmpty();
        SceneLayer lower = layer(new Rectangle2D.Double(90, 120, 49.75, 40));
        assertThat(square.under(lower).object(List.of(lower), WIDTH, HEIGHT))
                .map(SceneObject::height)
                .contains(20.0);
    }

    @Test
    void what_is_mostly_hidden_is_no_object() {
        SceneLayer square = layer(new Rectangle2D.Double(100, 100, 40, 40));
        SceneLayer top = layer(new Rectangle2D.Double(90, 90, 40, 60));
        assertThat(square.under(top).object(List.of(top), WIDTH, HEIGHT)).isEmpty();
    }

    @Test
    void shapes_are_clearly_visible_or_clearly_hidden() {
        for (int scene = 0; scene < SCENES; scene++) {
            assertThat(SceneLayout.of(Dice.of(12, scene), WIDTH, HEIGHT).stream()
                            .filter(layer -> layer.kind().isPresent())
                            .map(SceneLayer::visibleShare))
                    .allMatch(share -> share >= 0.75 || share <= 0.08);
        }
    }

    private static SceneLayer layer(Rectangle2D outline) {
        return SceneLayer.of(Optional.of(ShapeKind.SQUARE), outline, WIDTH, HEIGHT);
    }

    /** Which layer is on top at each point: painted without the code under test. */
    private static BufferedImage labels(List<SceneLayer> layers) {
        BufferedImage labels = new BufferedImage(WIDTH * FINE, HEIGHT * FINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = labels.createGraphics();
        graphics.scale(FINE, FINE);
        for (int i = 0; i < layers.size(); i++) {
            graphics.setColor(new Color(i + 1));
            graphics.fill(layers.get(i).outline());
        }
        graphics.dispose();
        return labels;
    }

    /** The pixels that mostly show this label. */
    private static Rectangle extent(BufferedImage labels, int label) {
        Rectangle extent = new Rectangle(0, 0, -1, -1);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int points = 0;
                for (int i = 0; i < FINE * FINE; i++) {
                    points += (labels.getRGB(x * FINE + i % FINE, y * FINE + i / FINE) & 0xFFFFFF) == label ? 1 : 0;
                }
                if (2 * points >= FINE * FINE) {
                    extent.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return extent;
    }
}
