package dev.octet.runner.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.runner.TestPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputNamesTest {

    @TempDir
    private Path folder;

    @Test
    void pictures_are_called_as_their_images_and_labels_end_in_txt() throws IOException {
        OutputNames names = names("a.jpg", "b.PNG", "sub/a.jpeg", ".hidden.jpg", "two.dots.jpg");
        assertThat(names.pictures()).containsExactly("a.jpg", "b.PNG", "sub/a.jpeg", ".hidden.jpg", "two.dots.jpg");
        assertThat(names.labels()).containsExactly("a.txt", "b.txt", "sub/a.txt", ".hidden.txt", "two.dots.txt");
    }

    @Test
    void images_that_differ_in_their_ending_alone_keep_it_in_their_labels() throws IOException {
        OutputNames names = names("a.jpg", "a.png", "b.jpg");
        assertThat(names.pictures()).containsExactly("a.jpg", "a.png", "b.jpg");
        assertThat(names.labels()).containsExactly("a.jpg.txt", "a.png.txt", "b.txt");
    }

    @Test
    void no_two_names_are_ever_the_same() throws IOException {
        OutputNames names = names("a.bmp", "a.bmp.png", "a.jpg", "a.jpg.bmp");
        assertThat(names.pictures()).doesNotHaveDuplicates().startsWith("a.bmp.png");
        assertThat(names.labels()).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void what_is_neither_jpeg_nor_png_becomes_png() throws IOException {
        assertThat(names("a.bmp", "b.webp", "c.jpg").pictures()).containsExactly("a.bmp.png", "b.webp.png", "c.jpg");
    }

    @Test
    void content_counts_and_not_the_ending() throws IOException {
        TestPhotos.write(folder.resolve("a.png"), 2, 2, 9, ImageFormat.JPEG);
        TestPhotos.write(folder.resolve("b"), 2, 2, 9, ImageFormat.PNG);
        Files.writeString(folder.resolve("c.jpg"), "junk");
        OutputNames names = OutputNames.of(ImageFolder.of(folder, List.of("a.png", "b", "c.jpg")));
        assertThat(names.pictures()).containsExactly("a.png.jpg", "b.png", "c.jpg.png");
        assertThat(names.labels()).containsExactly("a.txt", "b.txt", "c.txt");
    }

    private OutputNames names(String... images) throws IOException {
        for (String image : images) {
            ImageFormat format = image.endsWith("jpg") || image.endsWith("jpeg")
                    ? ImageFormat.JPEG
                    : image.endsWith("bmp")
                            ? ImageFormat.BMP
                            : image.endsWith("webp") ? ImageFormat.WEBP : ImageFormat.PNG;
            TestPhotos.write(folder.resolve(image), 2, 2, 9, format);
        }
        return OutputNames.of(ImageFolder.of(folder, List.of(images)));
    }
}
