package dev.octet.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The launcher of a bundle: it finds itself and its Java, and then does what Octet's own launcher does. */
final class BundleLauncher {

    private static final String SHARED = "# From here on launchers of bundles are the same.\n";

    private BundleLauncher() {}

    /**
     * Writes it.
     *
     * @param head its first part
     * @param own Octet's launcher, whose second part is taken over
     */
    static void write(Path head, Path own, Path target) throws IOException {
        String text = Files.readString(own);
        int shared = text.indexOf(SHARED);
        if (shared < 0) {
            throw new IOException(own + " has no line '" + SHARED.strip() + "'");
        }
        writeScript(target, Files.readString(head) + text.substring(shared + SHARED.length()));
    }

    static void writeScript(Path target, String text) throws IOException {
        Files.writeString(target, text);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
