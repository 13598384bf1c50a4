package dev.octet.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlimJarTest {

    @ParameterizedTest
    @CsvSource({
        "ai/onnxruntime/OrtSession.class, true, true",
        "ai/onnxruntime/native/linux-x64/libonnxruntime.so, true, false",
        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so, false, true",
        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib, false, false",
        "ai/onnxruntime/native/win-x64/onnxruntime.dll, false, false",
        "org/bytedeco/opencv/linux-x86_64/libopencv_core.so.413, true, true",
        "org/bytedeco/opencv/linux-x86_64/include/opencv2/core.hpp, false, false",
        "org/bytedeco/openblas/linux-x86_64/lib/cmake/openblas/OpenBLASConfig.cmake, false, false",
        "META-INF/versions/9/module-info.class, false, false",
        "META-INF/LICENSE, true, true"
    })
    void only_what_a_run_can_need_is_kept(String entry, boolean onX86, boolean onArm) {
        assertThat(new SlimJar(BundlePlatform.LINUX_X86_64).isNeeded(entry)).isEqualTo(onX86);
        assertThat(new SlimJar(BundlePlatform.LINUX_ARM64).isNeeded(entry)).isEqualTo(onArm);
    }

    @Test
    void other_platforms_are_refused() {
        assertThat(BundlePlatform.of("linux-arm64")).isEqualTo(BundlePlatform.LINUX_ARM64);
        assertThatThrownBy(() -> BundlePlatform.of("windows-x86_64"))
                .hasMessage("native.classifier is windows-x86_64, a bundle is for linux-x86_64 or linux-arm64");
    }
}
