package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.LibrarySearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where TensorRT's builder resource for a GPU is: a library of kernels without which no engine can be built, named {@code
 * libnvinfer_builder_resource_sm90.so.10.15.1}. Up to TensorRT 10.6 there is one for all GPUs, without the part about the
 * GPU.
 */
public final class BuilderResourceProbe {

    private static final String FOLDER_VARIABLE = "OCTET_TENSORRT_RESOURCES";

    /** GPUs that run the kernels of a relative: they have no file of their own. */
    private static final Map<String, String> RELATIVES = Map.of("sm87", "sm86", "sm103", "sm100", "sm121", "sm120");

    private final String version;
    private final @Nullable Path libraryFolder;
    private final @Nullable Path named;
    private final LibrarySearch search;

    BuilderResourceProbe(String version, @Nullable Path libraryFolder, @Nullable Path named, LibrarySearch search) {
        this.version = version;
        this.libraryFolder = libraryFolder;
        this.named = named;
        this.search = search;
    }

    /**
     * The probe for TensorRT as it is loaded.
     *
     * @param tensorRt its version and file
     * @param folder a folder to look in first; without it the one that {@code OCTET_TENSORRT_RESOURCES} names
     */
    public static BuilderResourceProbe of(TensorRtProbe tensorRt, Optional<Path> folder) {
        return new BuilderResourceProbe(
                TensorRtProbe.words(tensorRt.libraryVersion()),
                tensorRt.library().map(Path::getParent).orElse(null),
                folder.or(BuilderResourceProbe::namedByEnvironment).orElse(null),
                LibrarySearch.current());
    }

    private static Optional<Path> namedByEnvironment() {
        return Optional.ofNullable(System.getenv(FOLDER_VARIABLE))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    /** The file for that device; empty when it is nowhere. */
    public Optional<Path> find(GpuDevice device) {
        for (String name : names(device)) {
            for (Path folder : folders()) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    return Optional.of(folder.resolve(name));
                }
            }
            Optional<Path> installed = search.whereIs(name).map(Path::of).filter(Files::isRegularFile);
            if (installed.isPresent()) {
                return installed;
            }
        }
        return Optional.empty();
    }

    /**
     * The file for that device.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, when it is nowhere
     */
    public Path require(GpuDevice device) {
        return find(device)
                .orElseThrow(() -> GpuFailure.NO_BUILDER_RESOURCE.of(
                        "The builder",
                        names(device).get(0) + " was looked for in " + String.join(", ", places()) + ", "
                                + search.places(),
                        null));
    }

    /** True when the file lies where TensorRT looks by itself. */
    boolean isBesideLibrary(Path resource) {
        return resource.toAbsolutePath().getParent() != null
                && resource.toAbsolutePath().getParent().equals(libraryFolder);
    }

    private List<String> names(GpuDevice device) {
        List<String> names = new ArrayList<>();
        names.add("libnvinfer_builder_resource_" + device.sm() + ".so." + version);
        String relative = RELATIVES.get(device.sm());
        if (relative != null) {
            names.add("libnvinfer_builder_resource_" + relative + ".so." + version);
        }
        names.add("libnvinfer_builder_resource.so." + version);
        return names;
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        if (named != null) {
            folders.add(named);
        }
        if (libraryFolder != null) {
            folders.add(libraryFolder);
        }
        return folders;
    }

    private List<String> places() {
        return List.of(
                FOLDER_VARIABLE + (named == null ? " (not set)" : " (" + named + ")"),
                libraryFolder == null ? "the folder of libnvinfer (not known)" : libraryFolder.toString());
    }
}
