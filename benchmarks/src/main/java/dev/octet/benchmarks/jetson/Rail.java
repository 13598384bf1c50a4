package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.List;
import java.util.OptionalLong;

/**
 * A supply whose power a monitor on the board measures.
 *
 * @param name as the device tree calls it, such as "VDD_IN"
 * @param chip the monitor, such as "ina3221"
 * @param files what is multiplied: millivolts and milliamperes, or one file alone
 * @param microsPerUnit microwatts in the product of the numbers of these files
 */
public record Rail(String name, String chip, List<String> files, long microsPerUnit) {

    public Rail {
        files = List.copyOf(files);
    }

    /** Power now, microwatts; empty when one of the files cannot be read. */
    public OptionalLong microwatts(KernelFiles kernel) {
        long product = microsPerUnit;
        for (String file : files) {
            OptionalLong number = kernel.text(file).number();
            if (number.isEmpty()) {
                return OptionalLong.empty();
            }
            product *= number.getAsLong();
        }
        return OptionalLong.of(product);
    }

    /** Why the power cannot be read, each one part of a sentence; nothing when it can. */
    List<String> problems(KernelFiles kernel) {
        return files.stream()
                .map(kernel::text)
                .filter(text -> text.number().isEmpty())
                .map(text -> "rail " + name + ": " + text.numberProblem())
                .toList();
    }

    static boolean isConnected(KernelText label) {
        return label.value()
                .filter(name -> !name.isEmpty() && !name.startsWith("NC"))
                .isPresent();
    }
}
