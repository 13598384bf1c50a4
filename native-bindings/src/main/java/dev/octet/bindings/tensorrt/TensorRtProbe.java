package dev.octet.bindings.tensorrt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.tensorrt.global.nvinfer;

/**
 * TensorRT as it is loaded.
 *
 * @param libraryVersion version of the library, as TensorRT encodes it: 101501 is 10.15.1
 * @param headerVersion version of the headers that the preset was compiled with, likewise
 * @param library the file that was loaded; empty when it cannot be told
 */
public record TensorRtProbe(int libraryVersion, int headerVersion, Optional<Path> library) {

    private static final int FIRST_OF_NEW_CODE = 10_000;

    static TensorRtProbe look() {
        return new TensorRtProbe(
                nvinfer.getInferLibVersion(), nvinfer.NV_TENSORRT_VERSION(), loaded(Path.of("/proc/self/maps")));
    }

    /** The library's version as people write it, and that of the headers where it is another. */
    public String words() {
        String version = words(libraryVersion);
        return libraryVersion == headerVersion ? version : version + " (headers " + words(headerVersion) + ")";
    }

    /** True when the preset knows functions that the library may not have. */
    public boolean headersNewer() {
        return headerVersion > libraryVersion;
    }

    /** A version as people write it: "10.15.1" for 101501; up to TensorRT 9 the code has one digit less a part. */
    public static String words(int version) {
        boolean old = version < FIRST_OF_NEW_CODE;
        int major = version / (old ? 1000 : 10_000);
        int minor = version / 100 % (old ? 10 : 100);
        return major + "." + minor + "." + version % 100;
    }

    static Optional<Path> loaded(Path maps) {
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("/libnvinfer.so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
