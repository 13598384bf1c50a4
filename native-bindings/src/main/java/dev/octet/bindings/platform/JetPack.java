package dev.octet.bindings.platform;

import java.util.Arrays;
import java.util.Optional;

/** The JetPacks, by their Linux for Tegra, with what each brings. */
public enum JetPack {
    JETPACK_5_1("5.1", 35, 2, 6, "11.4", "8.5.2"),
    JETPACK_6_0("6.0", 36, 3, 3, "12.2", "8.6.2"),
    JETPACK_6_1("6.1 or 6.2", 36, 4, 5, "12.6", "10.3.0"),
    JETPACK_7_0("7.0", 38, 2, 3, "13.0", "10.13.3"),
    JETPACK_7_1("7.1", 38, 4, 4, "13.0", "10.13.3"),
    JETPACK_7_2("7.2", 39, 2, 2, "13.2", "10.16.2");

    private final String release;
    private final int major;
    private final int firstMinor;
    private final int lastMinor;
    private final String cuda;
    private final String tensorRt;

    JetPack(String release, int major, int firstMinor, int lastMinor, String cuda, String tensorRt) {
        this.release = release;
        this.major = major;
        this.firstMinor = firstMinor;
        this.lastMinor = lastMinor;
        this.cuda = cuda;
        this.tensorRt = tensorRt;
    }

    static Optional<JetPack> of(L4tRelease l4t) {
        return Arrays.stream(values())
                .filter(pack ->
                        pack.major == l4t.major() && pack.firstMinor <= l4t.minor() && l4t.minor() <= pack.lastMinor)
                .findFirst();
    }

    /** Its number, or the two numbers that share one Linux for Tegra. */
    public String release() {
        return release;
    }

    /** The version of CUDA in it, such as "12.6". */
    public String cuda() {
        return cuda;
    }

    /** The version of TensorRT in it, such as "10.3.0". */
    public String tensorRt() {
        return tensorRt;
    }
}
