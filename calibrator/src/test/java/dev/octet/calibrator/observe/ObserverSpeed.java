package dev.octet.calibrator.observe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/** Prints nanoseconds per value; run by hand. */
final class ObserverSpeed {

    private ObserverSpeed() {}

    public static void main(String[] arguments) {
        Random random = new Random(7);
        int count = 1 << 20;
        for (String shape : new String[] {"gauss", "silu", "relu", "zeros"}) {
            FloatBuffer buffer = ByteBuffer.allocateDirect(count * 4)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int i = 0; i < count; i++) {
                double x = random.nextGaussian() * 2;
                buffer.put(i, (float)
                        switch (shape) {
                            case "gauss" -> x;
                            case "silu" -> x / (1 + Math.exp(-x));
                            case "relu" -> Math.max(0, x);
                            default -> 0.0;
                        });
            }
            TensorObserver observer = new TensorObserver("t");
            double best = Double.MAX_VALUE;
            for (int round = 0; round < 200; round++) {
                long start = System.nanoTime();
                observer.observe(buffer);
                best = Math.min(best, (System.nanoTime() - start) / (double) count);
            }
            System.out.printf("%s %.3f ns/value%n", shape, best);
        }
    }
}
