package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.failure.ToolkitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDifferencesTest {

    private final CocoDetections reference = new CocoDetections();
    private final CocoDetections other = new CocoDetections();

    /** One object each on the first three images, none on the fourth. */
    private static CocoAnnotations truth() {
        return new Scene(4, 2).object(1, 1, 0).object(2, 1, 0).object(3, 2, 0).truth();
    }

    private void referenceFindsAll() {
        Scene.find(reference, 1, 1, 0, 0.9);
        Scene.find(reference, 2, 1, 0, 0.9);
        Scene.find(reference, 3, 2, 0, 0.9);
    }

    /** The second image is lost; the third is found with IoU 0.72, which five of the ten thresholds let pass. */
    @Test
    void differences_are_as_counted_by_hand() {
        referenceFindsAll();
        Scene.find(other, 1, 1, 0, 0.9);
        other.add(3, 2, 0, 0, 100, 72, 0.9);
        ImageDifferences differences = ImageDifferences.of(truth(), reference, other);
        assertThat(differences.images())
                .containsExactly(
                        new ImageDifference(new CocoImage(2, "2.jpg"), 1, 0),
                        new ImageDifference(new CocoImage(3, "3.jpg"), 1, 0.5),
                        new ImageDifference(new CocoImage(1, "1.jpg"), 1, 1),
                        new ImageDifference(new CocoImage(4, "4.jpg"), 1, 1));
        assertThat(differences.mean()).isEqualTo(-0.375);
        // Standard deviation 0.478714, over the root of 4, times 3.182446 of Student's t with three degrees.
        assertThat(differences.margin()).isCloseTo(0.76174, within(0.003));
        assertThat(differences.better()).isZero();
        assertThat(differences.worse()).isEqualTo(2);
        assertThat(differences.equal()).isEqualTo(2);
        assertThat(differences.isBeyondChance()).isFalse();
    }

    @Test
    void scores_that_are_lower_as_a_whole_are_no_difference() {
        referenceFindsAll();
        Scene.find(reference, 4, 1, 0, 0.3);
        Scene.find(other, 1, 1, 0, 0.5);
        Scene.find(other, 2, 1, 0, 0.5);
        Scene.find(other, 3, 2, 0, 0.5);
        Scene.find(other, 4, 1, 0, 0.1);
        ImageDifferences differences = ImageDifferences.of(truth(), reference, other);
        assertThat(differences.referenceConfidence()).isCloseTo(0.9, within(0.001));
        assertThat(differences.otherConfidence()).isCloseTo(0.5, within(0.001));
        assertThat(differences.mean()).isZero();
        assertThat(differences.margin()).isZero();
        assertThat(differences.isBeyondChance()).isFalse();
    }

    @Test
    void a_detection_on_an_image_without_objects_makes_it_worse() {
        referenceFindsAll();
        Scene.find(other, 1, 1, 0, 0.5);
        Scene.find(other, 2, 1, 0, 0.5);
        Scene.find(other, 3, 2, 0, 0.5);
        Scene.find(other, 4, 1, 0, 0.9);
        ImageDifferences differences = ImageDifferences.of(truth(), reference, other);
        assertThat(differences.images().get(0)).isEqualTo(new ImageDifference(new CocoImage(4, "4.jpg"), 1, 0));
        assertThat(differences.worse()).isEqualTo(1);
    }

    @Test
    void a_change_of_the_same_size_everywhere_is_beyond_chance() {
        referenceFindsAll();
        CocoAnnotations full = truth().among(java.util.Set.of(1L, 2L, 3L));
        other.add(1, 1, 0, 0, 100, 72, 0.9);
        other.add(2, 1, 0, 0, 100, 72, 0.9);
        other.add(3, 2, 0, 0, 100, 72, 0.9);
        ImageDifferences differences = ImageDifferences.of(full, reference, other);
        assertThat(differences.mean()).isEqualTo(-0.5);
        assertThat(differences.margin()).isZero();
        assertThat(differences.isBeyondChance()).isTrue();
    }

    @Test
    void one_image_has_no_interval() {
        CocoAnnotations one = truth().among(java.util.Set.of(1L));
        ImageDifferences differences = ImageDifferences.of(one, reference, other);
        assertThat(differences.margin()).isNaN();
        assertThat(differences.isBeyondChance()).isFalse();
    }

    @Test
    void detections_of_other_images_are_refused() {
        Scene.find(other, 77, 1, 0, 0.9);
        assertThatThrownBy(() -> ImageDifferences.of(truth(), reference, other))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(
                        "The detections do not belong to scene: detection 0 is for image id 77, which the annotations"
                                + " do not have.");
    }

    /** From the tables of any book on statistics. */
    @ParameterizedTest
    @CsvSource({"1, 12.7062", "2, 4.3027", "3, 3.1824", "4, 2.7764", "9, 2.2622", "30, 2.0423", "127, 1.9788"})
    void student_s_quantile_is_that_of_the_tables(int degrees, double expected) {
        assertThat(StudentQuantile.of(degrees)).isCloseTo(expected, within(expected * 0.0015));
    }
}
