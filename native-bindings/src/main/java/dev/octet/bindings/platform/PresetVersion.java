package dev.octet.bindings.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the library that a preset on the class path is for. It need not be the one that Octet was compiled with,
 * and constants of the preset, which the compiler copies, do not tell it.
 *
 * @param major first number, such as 13
 * @param minor second number
 */
public record PresetVersion(int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /**
     * Looks at what the preset's jar says of itself; nothing is loaded for that.
     *
     * @param artifact name of the jar, such as {@code cuda}
     * @param loader that finds the preset's classes
     * @param compiled the version that this was compiled with, for a jar that says nothing
     */
    public static PresetVersion of(String artifact, ClassLoader loader, PresetVersion compiled) {
        String file = "META-INF/maven/org.bytedeco/" + artifact + "/pom.properties";
        try (InputStream stream = loader.getResourceAsStream(file)) {
            if (stream == null) {
                return compiled;
            }
            Properties properties = new Properties();
            properties.load(stream);
            Matcher matcher = VERSION.matcher(properties.getProperty("version", ""));
            return matcher.matches()
                    ? new PresetVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                    : compiled;
        } catch (IOException e) {
            return compiled;
        }
    }
}
