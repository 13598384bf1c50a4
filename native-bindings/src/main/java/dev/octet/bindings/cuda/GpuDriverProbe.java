package dev.octet.bindings.cuda;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.LibraryFile;
import dev.octet.bindings.platform.LibrarySearch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether there is an NVIDIA driver with a device, told from files in a few milliseconds: nothing is loaded. */
public final class GpuDriverProbe {

    private static final String NAME = "CUDA";

    /** Boards of a Jetson, from old to new, and Windows' own device. */
    private static final List<String> OTHER_DEVICES =
            List.of("dev/nvhost-gpu", "dev/nvhost-ctrl-gpu", "dev/nvgpu/igpu0", "dev/nvmap", "dev/dxg");

    private static final Pattern VERSION = Pattern.compile("NVRM version:.*?\\s(\\d{3,}\\.\\d+(?:\\.\\d+)?)\\s");

    private final Path root;
    private final LibrarySearch search;

    /**
     * A probe.
     *
     * @param root the folder that stands for {@code /}
     * @param search where libraries are
     */
    public GpuDriverProbe(Path root, LibrarySearch search) {
        this.root = root;
        this.search = search;
    }

    /** The probe of this machine. */
    public static GpuDriverProbe here() {
        return new GpuDriverProbe(Path.of("/"), LibrarySearch.current());
    }

    /**
     * The driver.
     *
     * @throws ToolkitException {@code UNSUPPORTED}, when there is none or it shows no device
     */
    public GpuDriver look() {
        return new GpuDriver(library(), version(), device());
    }

    private Path library() {
        String soname = GpuLibrary.DRIVER.soname();
        LibraryFile file = search.first(soname)
                .orElseThrow(
                        () -> GpuFailure.NO_DRIVER.of(NAME, soname + " was looked for in " + search.places(), null));
        if (!file.isLibrary()) {
            throw GpuFailure.NOT_A_LIBRARY.of(NAME, file.fault(search.osArch()), null);
        }
        if (file.header().filter(header -> header.fits(search.osArch())).isEmpty()) {
            throw GpuFailure.WRONG_ARCHITECTURE.of(NAME, file.fault(search.osArch()), null);
        }
        return file.path();
    }

    private Path device() {
        return first(root.resolve("dev"), "nvidia[0-9]*")
                // Without a node the driver makes one when it is asked, if the kernel knows a device.
                .or(() -> first(root.resolve("proc/driver/nvidia/gpus"), "*"))
                .or(() -> OTHER_DEVICES.stream()
                        .map(root::resolve)
                        .filter(Files::exists)
                        .findFirst())
                .orElseThrow(() -> GpuFailure.NO_DEVICE.of(
                        NAME, "none of /dev/nvidia0, /dev/nvhost-gpu, /dev/nvmap and /dev/dxg exists", null));
    }

    private Optional<String> version() {
        try {
            Matcher version = VERSION.matcher(Files.readString(root.resolve("proc/driver/nvidia/version")));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> first(Path folder, String glob) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                return Optional.of(entry);
            }
        } catch (IOException e) {
            // Not there, so nothing is in it.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
