package dev.octet.calibrator.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImageLoaderTest {

    private static final Letterbox LETTERBOX = Letterbox.yolox(16, 16);
    private static final LoaderOptions OPTIONS = LoaderOptions.defaults();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void images_come_in_order_from_any_number_of_threads(int threads) throws Exception {
        SampleImages.greys(folder, 40);
        List<Integer> indexes = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS.withThreads(threads))) {
            loader.forEach(image -> {
                assertThat(image.chw().get(0)).isEqualTo(image.index());
                assertThat(image.chw().get(8 * 16)).isEqualTo(114);
                assertThat(image.file().getFileName()).hasToString(String.format("%03d.png", image.index()));
                assertThat(image.geometry()).isEqualTo(new LetterboxGeometry(16, 8, 1, 1, 0, 0));
                indexes.add(image.index());
            });
        }
        assertThat(indexes).hasSize(40).isSorted();
    }

    @Test
    void buffers_are_reused_so_memory_is_bounded() throws Exception {
        SampleImages.greys(folder, 40);
        Set<FloatBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS.withThreads(2))) {
            loader.forEach(image -> {
                assertThat(image.chw().isDirect()).isTrue();
                buffers.add(image.chw());
            });
        }
        assertThat(buffers).hasSizeLessThanOrEqualTo(2 + OPTIONS.ahead());
    }

    @Test
    void bad_image_is_left_out_and_named() throws Exception {
        SampleImages.greys(folder, 5);
        Files.write(folder.resolve("002.png"), new byte[0]);
        List<Integer> indexes = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS)) {
            loader.forEach(image -> indexes.add(image.index()));
            assertThat(indexes).containsExactly(0, 1, 3, 4);
            assertThat(loader.badImages())
                    .containsExactly(new BadImage(folder.toRealPath().resolve("002.png"), "the file is empty"));
        }
    }

    @Test
    void too_many_bad_images_fail_word_for_word() throws Exception {
        SampleImages.greys(folder, 5);
        Files.write(folder.resolve("001.png"), new byte[0]);
        Files.writeString(folder.resolve("003.png"), "text");
        Path root = folder.toRealPath();
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS)) {
            assertThatThrownBy(() -> loader.forEach(image -> {}))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("Too many images cannot be used: 2 of 5 so far, at most 1 may be bad. "
                            + root.resolve("001.png") + ": the file is empty; "
                            + root.resolve("003.png") + ": it is not a JPEG, PNG, BMP or WebP image.")
                    .extracting(e -> ((ToolkitException) e).kind())
                    .isEqualTo(FailureKind.BAD_INPUT);
        }
    }

    @Test
    void only_image_being_bad_fails() throws Exception {
        Files.write(folder.resolve("a.png"), new byte[0]);
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS)) {
            assertThatThrownBy(loader::next).hasMessageStartingWith("Too many images cannot be used: 1 of 1 so far");
        }
    }

    @Test
    void missing_named_image_is_a_bad_one() throws Exception {
        SampleImages.greys(folder, 2);
        ImageFolder images = ImageFolder.of(folder, List.of("000.png", "none.png", "001.png"));
        try (ImageLoader loader = ImageLoader.open(images, LETTERBOX, OPTIONS)) {
            loader.forEach(image -> {});
            assertThat(loader.badImages())
                    .containsExactly(new BadImage(folder.resolve("none.png"), "there is no such file"));
        }
    }

    @Test
    void consumer_failure_is_passed_on_and_closing_stops_the_threads() throws Exception {
        SampleImages.greys(folder, 40);
        assertThatThrownBy(() -> {
                    try (ImageLoader loader =
                            ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS.withThreads(2))) {
                        loader.forEach(image -> {
                            throw new IllegalArgumentException("mine");
                        });
                    }
                })
                .hasMessage("mine");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("octet-images-"));
    }

    @Test
    void interrupted_consumer_stops_at_the_next_image() throws Exception {
        SampleImages.greys(folder, 10);
        try (ImageLoader loader = ImageLoader.open(ImageFolder.at(folder), LETTERBOX, OPTIONS)) {
            loader.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(loader::next)
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("Loading the images was interrupted.");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void use_after_close_names_the_type() throws Exception {
        SampleImages.greys(folder, 3);
        ImageFolder images = ImageFolder.at(folder);
        try (ImageLoader loader = ImageLoader.open(images, LETTERBOX, OPTIONS)) {
            loader.close();
            assertThatThrownBy(loader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("ImageLoader is closed");
        }
    }

    @Test
    void one_in_a_hundred_may_be_bad_and_at_least_one_but_never_all() {
        BadImagePolicy policy = BadImagePolicy.defaults();
        assertThat(policy.allowed(1)).isEqualTo(0);
        assertThat(policy.allowed(2)).isEqualTo(1);
        assertThat(policy.allowed(199)).isEqualTo(1);
        assertThat(policy.allowed(500)).isEqualTo(5);
        assertThat(BadImagePolicy.atMost(0).allowed(500)).isEqualTo(0);
    }
}
