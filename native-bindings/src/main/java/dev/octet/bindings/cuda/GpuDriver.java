package dev.octet.bindings.cuda;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The NVIDIA driver, as files show it.
 *
 * @param library its libcuda.so.1
 * @param version version of the kernel module, such as "580.65.06"; empty where it does not tell, as on most Jetsons
 * @param device the file that shows a device, such as /dev/nvidia0
 */
public record GpuDriver(Path library, Optional<String> version, Path device) {}
