package dev.octet.docker;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image of a bundle. The same bundle on the same base gives the same bytes.
 *
 * @param kind which of the images
 * @param version of Octet
 * @param bundle the folder that goes in
 * @param base where it stands on: a reference to a registry, or {@code tar:FILE} with a file as docker save writes it
 * @param time of all files, and of the image
 */
record OctetImage(ImageKind kind, String version, Path bundle, String base, Instant time) {

    static final String LAUNCHER = BundleLayers.HOME + "/octet";

    /** A number, not a name: whoever runs it can tell that it is not root without looking into the image. */
    static final String USER = "10001:10001";

    private static final String TAR = "tar:";

    /** Writes it as one file, which docker load takes. */
    Path writeTo(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = folder.resolve("octet-" + kind.id() + "-" + version + ".tar");
        Path plain = folder.resolve(file.getFileName() + ".jib");
        Path checked = folder.resolve(file.getFileName() + ".part");
        Path cache = Files.createTempDirectory(folder, "layers");
        try {
            contents().containerize(to(plain, cache));
            new HealthCheck(kind.healthCommand()).addTo(plain, checked, time);
            return Files.move(checked, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (com.google.cloud.tools.jib.api.RegistryException
                | com.google.cloud.tools.jib.api.CacheDirectoryCreationException
                | java.util.concurrent.ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "The image on " + base + " was not built: " + cause.getMessage()
                            + "; where no registry is reached, name a base of your own: -Dimage.base=tar:FILE",
                    e);
        } finally {
            Files.deleteIfExists(plain);
            Files.deleteIfExists(checked);
            Folders.delete(cache);
        }
    }

    private Containerizer to(Path file, Path cache) throws IOException {
        try {
            Containerizer to = Containerizer.to(TarImage.at(file).named("octet:" + version + "-" + kind.id()))
                    .setApplicationLayersCache(cache)
                    .setToolName("octet");
            // What is pulled is kept for the next time; what is a file is not.
            return base.startsWith(TAR) ? to.setBaseImageLayersCache(cache).setOfflineMode(true) : to;
        } catch (com.google.cloud.tools.jib.api.InvalidImageReferenceException e) {
            throw new IOException("The version " + version + " is no name of an image: " + e.getMessage(), e);
        }
    }

    private JibContainerBuilder contents() throws IOException {
        JibContainerBuilder image = from().setFormat(ImageFormat.Docker)
                .setPlatforms(java.util.Set.of(
                        new com.google.cloud.tools.jib.api.buildplan.Platform(kind.architecture(), "linux")))
                .setCreationTime(time)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/data"))
                .setEntrypoint(List.of(LAUNCHER))
                .setProgramArguments(List.of("--help"))
                .setLabels(labels());
        environment().forEach(image::addEnvironmentVariable);
        BundleLayers.of(bundle, kind.hasOwnJava(), time).forEach(image::addFileEntriesLayer);
        return image;
    }

    private JibContainerBuilder from() throws IOException {
        try {
            return base.startsWith(TAR) ? Jib.from(TarImage.at(Path.of(base.substring(TAR.length())))) : Jib.from(base);
        } catch (com.google.cloud.tools.jib.api.InvalidImageReferenceException e) {
            throw new IOException(
                    "The base is '" + base + "', must be such as docker.io/library/name:tag, or tar:FILE", e);
        }
    }

    /**
     * Homes of a user that the base does not know, and of libraries that are unpacked on first use; and that ONNX Runtime
     * asks nothing of a network.
     */
    static Map<String, String> environment() {
        return new TreeMap<>(Map.of("HOME", "/tmp", "OCTET_CACHE", "/tmp/octet", "ORT_DISABLE_TELEMETRY", "1"));
    }

    private Map<String, String> labels() {
        return new TreeMap<>(Map.of(
                "org.opencontainers.image.title",
                "octet-" + kind.id(),
                "org.opencontainers.image.description",
                "INT8 for vision models on the JVM",
                "org.opencontainers.image.version",
                version,
                "org.opencontainers.image.licenses",
                "Apache-2.0",
                "org.opencontainers.image.base.name",
                base.startsWith(TAR) ? "scratch" : base,
                "dev.octet.sbom",
                BundleLayers.HOME + "/sbom.cdx.json"));
    }
}
