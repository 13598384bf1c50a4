package dev.octet.bindings.libtorch;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The libtorch library itself: loaded once, and only where the add-on is on the class path. */
public final class LibTorch {

    /** What the add-on is on Maven Central. */
    public static final String ARTIFACT = "org.bytedeco:pytorch:2.10.0-1.5.13";

    private static final String NAME = "libtorch";
    private static final String CLASSES = "org/bytedeco/pytorch/global/torch.class";
    private static final String PROPERTIES = "META-INF/maven/org.bytedeco/pytorch/pom.properties";
    private static final NativeLibrary LIBRARY = NativeLibrary.of(NAME, LibTorch::load);

    private LibTorch() {}

    /** Whether it can be loaded here, and which version it is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * How many threads operators use, in this process. OpenBLAS, which multiplies small matrices for them, gets none of its own:
     * they wait by spinning, which takes more than they win. OpenMP's wait in the same way unless {@code OMP_WAIT_POLICY=PASSIVE}
     * is in the environment before the process starts, as the launcher sets it.
     *
     * @param threads at least 1
     */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", must be at least 1");
        }
        LIBRARY.verifyAvailable();
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(1);
    }

    /**
     * Whether convolutions use oneDNN, in this process: at the start they do. Its algorithms are faster and round more.
     *
     * @param used false for sums that are as exact as float32 lets them be
     */
    public static void useOneDnn(boolean used) {
        LIBRARY.verifyAvailable();
        torch.globalContext().setUserEnabledMkldnn(used);
    }

    /** True when the libtorch that is here computes on GPUs and this machine has one. */
    public static boolean hasCuda() {
        LIBRARY.verifyAvailable();
        return torch.cuda_is_available();
    }

    private static String load() {
        requireAddOn(LibTorch.class.getClassLoader(), System.getProperty("os.arch", ""));
        JavaCpp.load(torch.class);
        return version();
    }

    /** The add-on's own check, since a missing class would only name itself. */
    static void requireAddOn(ClassLoader loader, String osArch) {
        if (!osArch.equals("amd64") && !osArch.equals("x86_64")) {
            throw ToolkitException.diagnosed(
                    "no-libtorch-here",
                    FailureKind.UNSUPPORTED,
                    "This needs libtorch, and there is none for " + osArch + ": only for Linux on x86-64.",
                    "Do it on a machine with an x86-64 processor; the model that it writes runs anywhere.",
                    null);
        }
        boolean classes = loader.getResource(CLASSES) != null;
        boolean natives = loader.getResource("org/bytedeco/pytorch/linux-x86_64/libjnitorch.so") != null
                || loader.getResource("org/bytedeco/pytorch/linux-x86_64-gpu/libjnitorch.so") != null;
        if (!classes || !natives) {
            throw ToolkitException.diagnosed(
                    "no-libtorch",
                    FailureKind.UNSUPPORTED,
                    "This needs libtorch, which is an add-on (92 MB) and not on the class path.",
                    "Run './mvnw -Plibtorch -DskipTests package' once where Octet was built, or put the jars of "
                            + ARTIFACT
                            + " and of its classifier linux-x86_64 from Maven Central into the folder addons/libtorch.",
                    null);
        }
    }

    private static String version() {
        try (InputStream stream = LibTorch.class.getClassLoader().getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            String preset = properties.getProperty("version", "");
            return preset.substring(0, Math.max(0, preset.indexOf('-')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
