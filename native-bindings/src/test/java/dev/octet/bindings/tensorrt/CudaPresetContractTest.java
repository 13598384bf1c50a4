package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One set of class files for several versions of CUDA: every call into cudart and NVML is there in each of them. */
class CudaPresetContractTest {

    private static final PresetCalls CALLS = PresetCalls.into("org.bytedeco.cuda");

    @ParameterizedTest
    @ValueSource(strings = {"12.6-9.5-1.5.11", "13.1-9.19-1.5.13", "13.3-9.25-1.5.14"})
    void every_call_is_there(String version) throws Exception {
        assertThat(CALLS.calls()).hasSizeGreaterThan(30);
        assertThat(CALLS.calls())
                .extracting(PresetCalls.Call::shortName)
                .contains("cudart.cudaMemcpyAsync", "cudart.cudaStreamEndCapture", "nvml.nvmlInit_v2");
        try (URLClassLoader loader = PresetCalls.cuda(version)) {
            assertThat(CALLS.missingIn(loader)).isEmpty();
        }
    }
}
