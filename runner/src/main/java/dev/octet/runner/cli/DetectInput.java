package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One image or a folder of them.
 *
 * @param images the images
 * @param isFolder whether a folder was named
 */
record DetectInput(ImageFolder images, boolean isFolder) {

    static DetectInput at(Path path, PreparationOptions options) {
        if (Files.isDirectory(path)) {
            return new DetectInput(options.folder(path), true);
        }
        if (!Files.isRegularFile(path)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no image or folder " + path + ".",
                    "Check the path of the images.");
        }
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IllegalStateException("the file " + absolute + " is in no folder");
        }
        return new DetectInput(
                ImageFolder.of(folder, List.of(absolute.getFileName().toString())), false);
    }

    /** Of a folder some may be bad; an image that was named may not, see {@link #require}. */
    LoaderOptions loader(PreparationOptions options) {
        return isFolder ? options.loader() : options.loader().withBadImages(BadImagePolicy.countedElsewhere());
    }

    /** Fails when the image that was named is bad. */
    void require(List<BadImage> bad) {
        if (!isFolder && !bad.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The image " + bad.get(0).file() + " cannot be used: "
                            + bad.get(0).reason() + ".",
                    "Replace the image, or name another.");
        }
    }
}
