package dev.octet.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a build can say of its bundle beside what is in it.
 *
 * @param variant of the libraries that it is for, such as jetpack6; empty for the usual ones
 * @param sbom the list of what it is made of, to be put in
 * @param jmods the modules of a JDK for the bundle's platform, where that is not this machine's
 * @param timestamp time of all files in the archive
 * @param part size of the archive's parts such as 48m; empty for none
 * @param limitBytes most bytes of the archive
 */
record BundleOptions(
        String variant, Optional<Path> sbom, Optional<Path> jmods, Instant timestamp, String part, long limitBytes) {

    private static final Set<String> NAMES = Set.of("variant", "sbom", "jmods", "timestamp", "part", "limit");
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
    private static final long MEGABYTE = 1_000_000;
    private static final long LIMIT_MEGABYTES = 120;

    BundleOptions {
        if (!variant.matches("[a-z0-9]*")) {
            throw new IllegalArgumentException("bundle.variant is '" + variant + "', must be of letters and digits");
        }
        if (!part.isEmpty()) {
            BundleParts.bytes(part);
        }
        if (limitBytes < 1) {
            throw new IllegalArgumentException("bundle.limit is " + limitBytes + " bytes, must be at least 1");
        }
    }

    /** No variant, nothing put in, no parts, and at most 120 MB. */
    static BundleOptions defaults() {
        return of(List.of());
    }

    /**
     * Checks that the list of what the bundle is made of is there, before anything that takes long.
     *
     * @throws IOException when it is named and not there
     */
    void requireSbom() throws IOException {
        if (sbom.isPresent() && !Files.isRegularFile(sbom.get())) {
            throw new IOException("There is no " + sbom.get()
                    + ", the list of what the bundle is made of. Maven leaves out the plugin"
                    + " that writes it where it is offline; run the same command without -o.");
        }
    }

    /** Of words such as {@code part=48m}; what has no value, or the word null, which Maven makes of it, is not given. */
    static BundleOptions of(List<String> words) {
        Map<String, String> given = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = word.substring(0, Math.max(0, equals));
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("'" + word + "' is no option of a bundle: those are "
                        + String.join("=, ", NAMES.stream().sorted().toList()) + "=");
            }
            if (equals < word.length() - 1) {
                given.put(name, word.substring(equals + 1));
            }
        }
        return new BundleOptions(
                given.getOrDefault("variant", ""),
                Optional.ofNullable(given.get("sbom")).map(Path::of),
                Optional.ofNullable(given.get("jmods")).map(Path::of),
                Optional.ofNullable(given.get("timestamp")).map(Instant::parse).orElse(EARLIEST),
                given.getOrDefault("part", ""),
                Long.parseLong(given.getOrDefault("limit", Long.toString(LIMIT_MEGABYTES))) * MEGABYTE);
    }
}
