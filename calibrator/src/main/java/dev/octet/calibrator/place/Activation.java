package dev.octet.calibrator.place;

/** An activation function behind a convolution, and how to get from the range of its output to that of its input. */
public sealed interface Activation {

    /** Lower end of the input range that leads to outputs of at least {@code outputMin}. */
    double inputMin(double outputMin);

    /** Upper end of the input range that leads to outputs of at most {@code outputMax}. */
    double inputMax(double outputMax);

    /** {@code max(x, 0)}: inputs below zero all lead to zero, so the input range starts at zero. */
    record Relu() implements Activation {
        @Override
        public double inputMin(double outputMin) {
            return Math.max(outputMin, 0);
        }

        @Override
        public double inputMax(double outputMax) {
            return outputMax;
        }
    }

    /**
     * {@code x >= 0 ? x : alpha * x}.
     *
     * @param alpha slope below zero, positive
     */
    record LeakyRelu(double alpha) implements Activation {
        public LeakyRelu {
            if (!(alpha > 0)) {
                throw new IllegalArgumentException("alpha " + alpha + " must be positive");
            }
        }

        @Override
        public double inputMin(double outputMin) {
            return outputMin < 0 ? outputMin / alpha : outputMin;
        }

        @Override
        public double inputMax(double outputMax) {
            return outputMax < 0 ? outputMax / alpha : outputMax;
        }
    }

    /**
     * {@code x * sigmoid(x)}, with its minimum of -0.27846 at -1.27846. An output above that minimum has one input to the
     * right of it; a minimum that was reached says nothing of how far left the inputs went, and the function is flat
     * there ({@code silu(-6) = -0.015}), so the range ends at {@value #FLOOR}.
     */
    record Silu() implements Activation {
        static final double FLOOR = -6;
        static final double LOWEST_OUTPUT = -0.2784;
        private static final double TURN = -1.278464542761074;
        private static final int BISECTIONS = 64;

        @Override
        public double inputMin(double outputMin) {
            return outputMin <= LOWEST_OUTPUT ? FLOOR : inverse(outputMin);
        }

        @Override
        public double inputMax(double outputMax) {
            return inverse(Math.max(outputMax, LOWEST_OUTPUT));
        }

        private static double inverse(double output) {
            double low = TURN;
            double high = Math.max(2, output + 2);
            for (int i = 0; i < BISECTIONS; i++) {
                double middle = (low + high) / 2;
                if (middle / (1 + Math.exp(-middle)) < output) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }
    }
}
