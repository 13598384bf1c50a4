package dev.octet.bundle;

import java.util.Locale;
import java.util.stream.Stream;

/** A system and processor that a bundle is for. */
enum BundlePlatform {
    LINUX_X86_64("linux-x86_64", "linux-x64", "amd64"),
    LINUX_ARM64("linux-arm64", "linux-aarch64", "aarch64");

    private final String classifier;
    private final String onnxRuntimeFolder;
    private final String javaName;

    BundlePlatform(String classifier, String onnxRuntimeFolder, String javaName) {
        this.classifier = classifier;
        this.onnxRuntimeFolder = onnxRuntimeFolder;
        this.javaName = javaName;
    }

    static BundlePlatform of(String classifier) {
        return Stream.of(values())
                .filter(one -> one.classifier.equals(classifier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "native.classifier is " + classifier + ", a bundle is for linux-x86_64 or linux-arm64"));
    }

    /** JavaCPP's name of it. */
    String classifier() {
        return classifier;
    }

    /** What ONNX Runtime's jar calls it. */
    String onnxRuntimeFolder() {
        return onnxRuntimeFolder;
    }

    /** What a JDK for it calls the processor. */
    String javaName() {
        return javaName;
    }

    /** True when the JDK that runs this is for it, so that a runtime can be linked. */
    boolean isThisMachine() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.equals("linux") && javaName.equals(System.getProperty("os.arch"));
    }
}
