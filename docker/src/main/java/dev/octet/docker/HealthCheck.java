package dev.octet.docker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Docker asks a container now and then. Images of the OCI have no place for it, and jib takes it from the base
 * only, so it is put into the finished image, in the form that docker save has.
 *
 * @param command as in an image's configuration: CMD, then the words
 */
record HealthCheck(List<String> command) {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int RETRIES = 2;
    private static final String MANIFEST = "manifest.json";

    /** Copies an image with this added to its configuration. */
    void addTo(Path image, Path target, Instant time) throws IOException {
        String configuration = configuration(image);
        try (TarArchiveInputStream in =
                        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(image)));
                TarArchiveOutputStream out =
                        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                TarArchiveEntry copy = new TarArchiveEntry(entry.getName());
                copy.setModTime(time.toEpochMilli());
                if (entry.getName().equals(configuration)) {
                    byte[] changed = with(in.readAllBytes());
                    copy.setSize(changed.length);
                    out.putArchiveEntry(copy);
                    out.write(changed);
                } else {
                    copy.setSize(entry.getSize());
                    out.putArchiveEntry(copy);
                    in.transferTo(out);
                }
                out.closeArchiveEntry();
            }
        }
    }

    /** The name of the file in the image that has its configuration. */
    private static String configuration(Path image) throws IOException {
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(image)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(MANIFEST)) {
                    return new JsonMapper()
                            .readTree(in.readAllBytes())
                            .required(0)
                            .required("Config")
                            .asString();
                }
            }
        }
        throw new IOException(image + " has no " + MANIFEST);
    }

    private byte[] with(byte[] configuration) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode image = (ObjectNode) mapper.readTree(configuration);
        ObjectNode check = ((ObjectNode) image.required("config")).putObject("Healthcheck");
        command.forEach(check.putArray("Test")::add);
        check.put("Interval", INTERVAL.toNanos());
        check.put("Timeout", TIMEOUT.toNanos());
        check.put("Retries", RETRIES);
        return mapper.writeValueAsBytes(image);
    }
}
