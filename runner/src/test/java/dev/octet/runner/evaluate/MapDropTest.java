package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MapDropTest {

    private final List<CocoImage> images = new ArrayList<>();
    private final List<Annotation> objects = new ArrayList<>();
    private final CocoDetections exact = new CocoDetections();
    private final CocoDetections worse = new CocoDetections();

    MapDropTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            images.add(new CocoImage(i, i + ".jpg"));
            for (int k = 0; k < 3; k++) {
                double x = 100 * k + 10 * random.nextDouble();
                objects.add(new Annotation(objects.size() + 1L, i, k % 2, x, 10, 50, 60, 3000, false));
                exact.add(i, k % 2, x, 10, 50, 60, 0.5 + 0.01 * k);
                worse.add(i, k % 2, x + 8 * random.nextDouble(), 10, 50, 60, 0.5 + 0.01 * k);
            }
        }
    }

    private CocoAnnotations truth() {
        return new CocoAnnotations(
                "made", images, List.of(new CocoCategory(0, "a"), new CocoCategory(1, "b")), objects);
    }

    @Test
    void detections_against_themselves_lose_nothing_for_sure() {
        MapDrop drop = MapDrop.of(truth(), exact, List.of(exact)).get(0);
        assertThat(drop).isEqualTo(new MapDrop(1, 0, 0));
        assertThat(drop.isBeyondChance()).isFalse();
    }

    @Test
    void drop_is_the_difference_of_the_maps_and_its_interval_holds_it() {
        MapDrop drop = MapDrop.of(truth(), exact, List.of(worse)).get(0);
        assertThat(drop.map()).isEqualTo(CocoEvaluation.evaluate(truth(), worse).map());
        assertThat(drop.drop()).isCloseTo(1 - drop.map(), within(1e-12));
        assertThat(drop.margin()).isGreaterThan(0.005).isLessThan(drop.drop());
        assertThat(drop.isBeyondChance()).isTrue();
        assertThat(MapDrop.of(truth(), exact, List.of(worse))).containsExactly(drop);
    }

    @Test
    void one_image_has_no_interval() {
        CocoAnnotations one = truth().among(java.util.Set.of(3L));
        assertThat(MapDrop.of(one, exact.among(java.util.Set.of(3L)), List.of(worse.among(java.util.Set.of(3L))))
                        .get(0)
                        .margin())
                .isNaN();
    }

    @Test
    void objects_drawn_from_sure_detections_are_found_again_but_not_to_the_pixel() {
        CocoDetections sure = new CocoDetections();
        for (int i = 0; i < exact.size(); i++) {
            double[] box = exact.boxes();
            sure.add(
                    exact.imageId(i),
                    exact.categoryId(i),
                    box[4 * i],
                    box[4 * i + 1],
                    box[4 * i + 2],
                    box[4 * i + 3],
                    1);
        }
        DetectedTruth truth = DetectedTruth.of(images, truth().categories(), sure);
        EvaluationResult result = CocoEvaluation.evaluate(truth.annotations(), truth.inCopies(sure));
        assertThat(result.map50()).isGreaterThan(0.99);
        assertThat(result.map()).isBetween(0.3, 0.9);
    }

    @Test
    void unsure_detections_become_objects_as_often_as_their_scores_say() {
        DetectedTruth truth = DetectedTruth.of(images, truth().categories(), exact);
        double drawn = truth.annotations().annotations().size();
        assertThat(drawn / (4 * exact.size())).isCloseTo(0.51, within(0.04));
    }
}
