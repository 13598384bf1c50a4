package dev.octet.bindings.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ldconfig} wrote down: which soname is where. The layout is that of glibc's {@code cache_file_new}: the
 * magic text, the number of entries, 24 bytes of other fields, then entries of 24 bytes with the offsets of key and path.
 */
final class LoaderCache {

    private static final String MAGIC = "glibc-ld.so.cache1.1";
    private static final int HEADER_LENGTH = 48;
    private static final int ENTRY_LENGTH = 24;

    private final Map<String, List<String>> paths = new LinkedHashMap<>();

    private LoaderCache() {}

    /** The cache in that file; empty when there is none, or none that is understood. */
    static LoaderCache at(Path file) {
        LoaderCache cache = new LoaderCache();
        try {
            if (Files.isReadable(file)) {
                cache.read(Files.readAllBytes(file));
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            cache.paths.clear();
        }
        return cache;
    }

    /** Every path that is written down for the soname, in the order of the file. */
    List<String> of(String soname) {
        return paths.getOrDefault(soname, List.of());
    }

    /** Every soname in it. */
    Iterable<String> sonames() {
        return paths.keySet();
    }

    private void read(byte[] bytes) {
        // The new format may stand behind the old one; its offsets count from its own start.
        int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(MAGIC);
        if (start < 0) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int entries = buffer.getInt(start + MAGIC.length());
        for (int i = 0; i < entries; i++) {
            int entry = start + HEADER_LENGTH + i * ENTRY_LENGTH;
            String soname = text(bytes, start + buffer.getInt(entry + 4));
            paths.computeIfAbsent(soname, s -> new ArrayList<>()).add(text(bytes, start + buffer.getInt(entry + 8)));
        }
    }

    private static String text(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
