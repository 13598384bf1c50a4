package dev.octet.calibrator.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void images_are_found_by_content_and_sorted_by_relative_path() throws Exception {
        SampleImages.grey(folder.resolve("b/2.png"), 4, 4, 1);
        SampleImages.grey(folder.resolve("b.png"), 4, 4, 2);
        SampleImages.grey(folder.resolve("a/no-extension"), 4, 4, 3);
        SampleImages.grey(folder.resolve("B.png"), 4, 4, 4);
        Files.writeString(folder.resolve("notes.txt"), "not an image");
        Files.writeString(folder.resolve("broken.jpg"), "not an image either");

        ImageFolder images = ImageFolder.at(folder);

        assertThat(images.files().stream().map(images::nameOf))
                .containsExactly("B.png", "a/no-extension", "b.png", "b/2.png", "broken.jpg");
        assertThat(images.limit(2).size()).isEqualTo(2);
        assertThat(images.limit(99).size()).isEqualTo(5);
    }

    @Test
    void missing_folder_is_refused() {
        refused(folder.resolve("none"), "There is no folder " + folder.resolve("none") + ".");
    }

    @Test
    void file_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "a");
        refused(file, file + " is not a folder.");
    }

    @Test
    void folder_without_images_is_refused() {
        refused(folder, "There is no JPEG, PNG, BMP or WebP image in " + folder + " or below it.");
    }

    @Test
    void name_that_leads_out_of_the_folder_is_refused() {
        assertThatThrownBy(() -> ImageFolder.of(folder, List.of("../../etc/passwd")))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("The image name ../../etc/passwd leads out of the folder " + folder + ".");
    }

    @Test
    void identity_depends_on_names_and_contents_but_not_on_order_or_place() throws Exception {
        SampleImages.greys(folder.resolve("one"), 3);
        SampleImages.greys(folder.resolve("two"), 3);
        String identity = ImageFolder.at(folder.resolve("one")).identity();

        assertThat(ImageFolder.at(folder.resolve("two")).identity()).isEqualTo(identity);
        assertThat(ImageFolder.of(folder.resolve("two"), List.of("002.png", "000.png", "001.png"))
                        .identity())
                .isEqualTo(identity);
        SampleImages.grey(folder.resolve("two/001.png"), 16, 8, 77);
        assertThat(ImageFolder.at(folder.resolve("two")).identity()).isNotEqualTo(identity);
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> ImageFolder.at(path))
                .isInstanceOf(ToolkitException.class)
                .hasMessage(message);
    }
}
