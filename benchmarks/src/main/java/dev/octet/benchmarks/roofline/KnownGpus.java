package dev.octet.benchmarks.roofline;

import java.util.List;
import java.util.Optional;

/**
 * GPUs on cards, by the names that CUDA has for them. Dense tensor core rates at the boost clock; FP32 is TF32 from Ampere
 * on, since TensorRT computes FP32 layers so unless told otherwise.
 */
final class KnownGpus {

    private static final String SHEET = "NVIDIA's data sheet, dense, at boost clock";

    private static final List<DeviceLimits> GPUS = List.of(
            // NVIDIA T4 Tensor Core GPU data sheet, 2019: 130 TOPS, 65 and 8.1 TFLOPS, 320 GB/s.
            DeviceLimits.dense("Tesla T4", 130, 65, 8.1, 320, SHEET),
            // NVIDIA A100 Tensor Core GPU data sheet, 2020 and 2021: 624 TOPS, 312 and 156 TFLOPS in all forms; memory
            // 1,555 (40 GB), 1,935 (80 GB PCIe) and 2,039 GB/s (80 GB SXM).
            DeviceLimits.dense("NVIDIA A100-SXM4-40GB", 624, 312, 156, 1555, SHEET),
            DeviceLimits.dense("NVIDIA A100-PCIE-40GB", 624, 312, 156, 1555, SHEET),
            DeviceLimits.dense("NVIDIA A100 80GB PCIe", 624, 312, 156, 1935, SHEET),
            DeviceLimits.dense("NVIDIA A100-SXM4-80GB", 624, 312, 156, 2039, SHEET),
            // NVIDIA H100 Tensor Core GPU data sheet, 2023, figures with sparsity halved: SXM 3,958 TOPS, 1,979 and 989
            // TFLOPS, 3.35 TB/s; PCIe 3,026 TOPS, 1,513 and 756 TFLOPS, 2 TB/s.
            DeviceLimits.dense("NVIDIA H100 80GB HBM3", 1979, 989.4, 494.7, 3350, SHEET),
            DeviceLimits.dense("NVIDIA H100 PCIe", 1513, 756.5, 378, 2000, SHEET),
            // NVIDIA H200 Tensor Core GPU data sheet, 2024: compute of the H100 SXM, 4.8 TB/s.
            DeviceLimits.dense("NVIDIA H200", 1979, 989.4, 494.7, 4800, SHEET),
            // NVIDIA L4 Tensor Core GPU data sheet, 2023, halved: 485 TOPS, 242 and 120 TFLOPS with sparsity, 300 GB/s.
            DeviceLimits.dense("NVIDIA L4", 242.5, 121, 60, 300, SHEET),
            // NVIDIA Ampere GA102 GPU Architecture white paper, 2020, table of the GeForce RTX 3090: 284 TOPS, 142
            // TFLOPS
            // (FP16 sums), 35.6 TFLOPS TF32, 936 GB/s.
            DeviceLimits.dense("NVIDIA GeForce RTX 3090", 284, 142, 35.6, 936, SHEET),
            // NVIDIA Ada GPU Architecture white paper, 2022, table of the GeForce RTX 4090: 660.6 TOPS, 330.3 TFLOPS
            // (FP16
            // sums), 82.6 TFLOPS TF32, 1,008 GB/s.
            DeviceLimits.dense("NVIDIA GeForce RTX 4090", 660.6, 330.3, 82.6, 1008, SHEET));

    private KnownGpus() {}

    static Optional<DeviceLimits> named(String cudaName) {
        return GPUS.stream().filter(gpu -> gpu.device().equals(cudaName)).findFirst();
    }

    static List<String> names() {
        return GPUS.stream().map(DeviceLimits::device).toList();
    }
}
