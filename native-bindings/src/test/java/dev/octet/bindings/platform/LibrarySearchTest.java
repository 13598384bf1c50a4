package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {

    @TempDir
    private Path folder;

    private FakeRoot root;

    @BeforeEach
    void make_root() {
        root = new FakeRoot(folder.resolve("root"));
    }

    @Test
    void named_folder_comes_before_the_systems() {
        root.libraryForX86("/usr/lib64/libx.so.1");
        Path named = root.libraryForX86("/opt/x/libx.so.1");
        assertThat(root.search("amd64", named.getParent().toString()).whereIs("libx.so.1"))
                .contains(named.toString());
    }

    @Test
    void library_for_another_processor_is_passed_over_while_there_is_another() {
        Path foreign = root.libraryForArm("/opt/x/libx.so.1");
        LibrarySearch search = root.search("amd64", foreign.getParent().toString());
        assertThat(search.first("libx.so.1").orElseThrow().fault("amd64"))
                .isEqualTo(foreign + " is a 64-bit library for arm64, this machine is x86-64");
        assertThat(search.whereIs("libx.so.1")).isEmpty();
        Path own = root.libraryForX86("/usr/lib64/libx.so.1");
        assertThat(search.first("libx.so.1").orElseThrow().path()).isEqualTo(own);
    }

    @Test
    void file_that_is_no_library_stops_the_search() {
        Path text = root.text("/opt/x/libx.so.1", "not a library");
        Path empty = root.text("/opt/y/libx.so.1", "");
        root.libraryForX86("/usr/lib64/libx.so.1");
        LibrarySearch search = root.search("amd64", text.getParent().toString());
        assertThat(search.first("libx.so.1").orElseThrow().fault("amd64")).isEqualTo(text + " is no shared library");
        search = root.search("amd64", empty.getParent().toString());
        assertThat(search.first("libx.so.1").orElseThrow().fault("amd64")).isEqualTo(empty + " is an empty file");
    }

    @Test
    void folders_of_a_jetson_are_known() {
        Path driver = root.libraryForArm("/usr/lib/aarch64-linux-gnu/nvidia/libcuda.so.1");
        Path parser = root.libraryForArm("/usr/local/tensorrt/lib/libnvonnxparser.so.10");
        LibrarySearch search = root.search("aarch64", "");
        assertThat(search.whereIs("libcuda.so.1")).contains(driver.toString());
        assertThat(search.whereIs("libnvonnxparser.so.10")).contains(parser.toString());
    }

    @Test
    void other_versions_are_told_but_not_longer_names_of_the_same() {
        Path old = root.libraryForX86("/usr/lib64/libnvinfer.so.8");
        root.libraryForX86("/usr/lib64/libnvinfer.so.10.15.1");
        root.libraryForX86("/usr/lib64/libnvinfer_plugin.so.8");
        assertThat(root.search("amd64", "").otherVersions("libnvinfer.so.10")).containsExactly(old);
    }

    @Test
    void cache_of_the_loader_is_read() throws IOException {
        Path library = root.libraryForX86("/opt/far/libx.so.1");
        Path other = root.libraryForX86("/opt/far/libx.so.2");
        Path etc = Files.createDirectories(root.folder().resolve("etc"));
        byte[] cache = cache(List.of("libx.so.1", "/opt/far/libx.so.1", "libx.so.2", "/opt/far/libx.so.2"));
        Files.write(etc.resolve("ld.so.cache"), cache);
        assertThat(root.search("amd64", "").whereIs("libx.so.1")).contains(library.toString());
        assertThat(root.search("amd64", "").otherVersions("libx.so.1")).containsExactly(other);
        // The old format stands before the new one in some caches.
        byte[] both = new byte[cache.length + 32];
        System.arraycopy(cache, 0, both, 32, cache.length);
        Files.write(etc.resolve("ld.so.cache"), both);
        assertThat(root.search("amd64", "").whereIs("libx.so.1")).contains(library.toString());
        Files.write(etc.resolve("ld.so.cache"), java.util.Arrays.copyOf(cache, 60));
        assertThat(root.search("amd64", "").whereIs("libx.so.1")).isEmpty();
    }

    @Test
    void cache_of_this_machine_knows_its_c_library() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isReadable(Path.of("/etc/ld.so.cache")), "this system has no /etc/ld.so.cache");
        assertThat(LoaderCache.at(Path.of("/etc/ld.so.cache")).of("libc.so.6"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void jar_that_brings_libraries_is_looked_into() throws IOException {
        Path jar = folder.resolve("x-1.0-redist.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("org/x/linux-x86_64/libx.so.1"));
        }
        LibrarySearch search = LibrarySearch.of(
                root.folder(), Map.of(), Map.of("os.arch", "amd64", "java.class.path", "a.jar:" + jar)::get);
        assertThat(search.whereIs("libx.so.1")).contains("x-1.0-redist.jar");
        assertThat(search.whereIs("libx.so.2")).isEmpty();
        assertThat(search.places())
                .isEqualTo("LD_LIBRARY_PATH (not set), the loader's cache, the redist jars on the class path");
    }

    @Test
    void places_are_those_that_exist() throws IOException {
        Files.createDirectories(root.folder().resolve("usr/lib64"));
        Files.createSymbolicLink(root.folder().resolve("lib64"), root.folder().resolve("usr/lib64"));
        assertThat(root.search("amd64", "/opt/a:/opt/b").places())
                .isEqualTo("LD_LIBRARY_PATH (/opt/a, /opt/b), the loader's cache, "
                        + root.folder().resolve("lib64") + ", no redist jar on the class path");
    }

    /** A cache in the new format with pairs of soname and path. */
    private static byte[] cache(List<String> texts) {
        ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());
        buffer.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII));
        buffer.putInt(texts.size() / 2);
        int at = 48 + 12 * texts.size();
        for (int i = 0; i < texts.size(); i++) {
            int entry = 48 + 24 * (i / 2);
            buffer.putInt(entry + 4 + 4 * (i % 2), at);
            byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
            buffer.position(at).put(text).put((byte) 0);
            at += text.length + 1;
        }
        return java.util.Arrays.copyOf(buffer.array(), at);
    }
}
