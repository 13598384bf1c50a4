package dev.octet.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar without what no run on a platform can need: libraries of other platforms, C++ headers,
 * build files, and descriptors of modules: Octet runs on the class path, and jdeps stumbles over some of them.
 */
final class SlimJar {

    private static final String ONNX_RUNTIME = "ai/onnxruntime/native/";
    private static final List<String> FOR_BUILDING = List.of("/include/", "/lib/cmake/", "/lib/pkgconfig/", "/share/");

    private final BundlePlatform platform;

    SlimJar(BundlePlatform platform) {
        this.platform = platform;
    }

    /** Copies; the same bytes come out for the same jar. */
    void copy(Path jar, Path target) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile())) {
            if (from.stream().map(ZipEntry::getName).allMatch(this::isNeeded)) {
                Files.copy(jar, target);
                return;
            }
            try (OutputStream file = Files.newOutputStream(target);
                    ZipOutputStream to = new ZipOutputStream(file)) {
                Enumeration<? extends ZipEntry> entries = from.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    if (!entry.isDirectory() && isNeeded(entry.getName())) {
                        copy(from, entry, to);
                    }
                }
            }
        }
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        try (InputStream content = from.getInputStream(entry)) {
            content.transferTo(to);
        }
        to.closeEntry();
    }

    boolean isNeeded(String name) {
        if (name.endsWith("module-info.class")) {
            return false;
        }
        if (name.startsWith(ONNX_RUNTIME) && !name.equals(ONNX_RUNTIME)) {
            return name.startsWith(ONNX_RUNTIME + platform.onnxRuntimeFolder() + "/") && !name.contains(".dSYM/");
        }
        return !name.startsWith("org/bytedeco/") || FOR_BUILDING.stream().noneMatch(name::contains);
    }
}
