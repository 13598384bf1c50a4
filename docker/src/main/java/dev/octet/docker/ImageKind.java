package dev.octet.docker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The images that there are. */
enum ImageKind {
    /** For any x86-64 machine: Java comes with the base. */
    CPU("linux-x86_64", "", "amd64", false, false),
    /** For NVIDIA GPUs in x86-64 machines. */
    GPU("linux-x86_64", "", "amd64", true, true),
    JETPACK6("linux-arm64", "jetpack6", "arm64", true, true),
    JETPACK7("linux-arm64", "", "arm64", true, true);

    private final String platform;
    private final String variant;
    private final String architecture;
    private final boolean ownJava;
    private final boolean gpu;

    ImageKind(String platform, String variant, String architecture, boolean ownJava, boolean gpu) {
        this.platform = platform;
        this.variant = variant;
        this.architecture = architecture;
        this.ownJava = ownJava;
        this.gpu = gpu;
    }

    static ImageKind named(String id) {
        return Stream.of(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("image is '" + id + "', must be one of "
                        + String.join(
                                ", ", Stream.of(values()).map(ImageKind::id).toList())));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the bundle's folder that it is made of. */
    String bundle(String version) {
        return "octet-" + version + "-" + platform + (variant.isEmpty() ? "" : "-" + variant);
    }

    /** The processor as images name it. */
    String architecture() {
        return architecture;
    }

    /** True when the bundle's Java is taken along, because the base has none. */
    boolean hasOwnJava() {
        return ownJava;
    }

    /** What tells whether a container of it can work: without a GPU, one for the GPU cannot. */
    List<String> healthCommand() {
        return gpu
                ? List.of("CMD", OctetImage.LAUNCHER, "doctor", "--quiet")
                : List.of("CMD", OctetImage.LAUNCHER, "doctor", "--quiet", "--cpu");
    }
}
