package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.power.PowerSource;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The total power of a board by its rails, read one after another. */
final class RailPower implements PowerSource {

    private final String name;
    private final String covers;
    private final KernelNumber[][] factors;
    private final long[] microsPerUnit;

    private RailPower(String name, String covers, List<Rail> rails, List<KernelNumber[]> open) {
        this.name = name;
        this.covers = covers;
        this.factors = open.toArray(KernelNumber[][]::new);
        this.microsPerUnit = rails.stream().mapToLong(Rail::microsPerUnit).toArray();
    }

    /**
     * The sum of these rails.
     *
     * @throws IOException when one cannot be opened; the message is path and reason
     */
    static RailPower of(KernelFiles kernel, List<Rail> rails, String covers) throws IOException {
        String names = rails.stream().map(Rail::name).collect(Collectors.joining(" + "));
        List<KernelNumber[]> open = new ArrayList<>();
        try {
            for (Rail rail : rails) {
                open.add(open(kernel, rail));
            }
        } catch (IOException e) {
            open.forEach(RailPower::close);
            throw e;
        }
        return new RailPower(rails.get(0).chip().toUpperCase(Locale.ROOT) + " " + names, covers, rails, open);
    }

    @SuppressWarnings("MustBeClosedChecker") // the source closes them
    private static KernelNumber[] open(KernelFiles kernel, Rail rail) throws IOException {
        KernelNumber[] numbers = new KernelNumber[rail.files().size()];
        try {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = kernel.open(rail.files().get(i));
            }
            return numbers;
        } catch (IOException e) {
            close(numbers);
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String covers() {
        return covers;
    }

    @Override
    public String accuracy() {
        return "a monitor of 12 to 16 bits, 1 % or so at load and more when idle; renewed every 10 ms or so";
    }

    @Override
    public Quantity quantity() {
        return Quantity.POWER;
    }

    @Override
    public long read() throws IOException {
        long sum = 0;
        for (int rail = 0; rail < factors.length; rail++) {
            long product = microsPerUnit[rail];
            for (KernelNumber factor : factors[rail]) {
                product *= factor.read();
            }
            sum += product;
        }
        return sum;
    }

    @Override
    public void close() {
        for (KernelNumber[] numbers : factors) {
            close(numbers);
        }
    }

    private static void close(@Nullable KernelNumber[] numbers) {
        for (KernelNumber number : numbers) {
            if (number != null) {
                number.close();
            }
        }
    }
}
