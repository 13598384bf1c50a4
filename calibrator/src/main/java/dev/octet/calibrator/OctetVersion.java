package dev.octet.calibrator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, as every file that it writes names it. A constant, safe to use from any thread. */
public final class OctetVersion {

    /** Such as {@code 0.1.0-SNAPSHOT}. */
    public static final String CURRENT = read();

    private OctetVersion() {}

    private static String read() {
        try (InputStream stream = OctetVersion.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IllegalStateException("version.properties is missing from the calibrator's jar");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
