package dev.octet.examples.spark;

import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * An image that a task left out.
 *
 * @param name in the listing
 * @param reason why
 */
record BadFile(String name, String reason) implements Serializable {

    /**
     * Counts over all partitions what each could not.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT} when too many of the images are bad
     */
    static void check(List<BadFile> bad, long images) {
        List<BadImage> named = bad.stream()
                .sorted(Comparator.comparing(BadFile::name))
                .map(one -> new BadImage(Path.of(one.name()), one.reason()))
                .toList();
        BadImagePolicy.defaults().check(named, Math.toIntExact(images));
    }
}
