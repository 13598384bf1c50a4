package dev.octet.runner.evaluate;

/** The 0.975 quantile of Student's t distribution, which half a 95 % confidence interval of a mean is measured in. */
final class StudentQuantile {

    /** The same of the normal distribution. */
    private static final double NORMAL = 1.959963984540054;

    private StudentQuantile() {}

    /**
     * The quantile: exact for one and two degrees of freedom, else by the expansion of Abramowitz and Stegun, Handbook of
     * Mathematical Functions, 26.7.5, which is off by less than 0.15 % from three on.
     *
     * @param degrees of freedom, at least 1
     */
    static double of(int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("degrees is " + degrees + ", must be at least 1");
        }
        if (degrees == 1) {
            return Math.tan(0.475 * Math.PI);
        }
        if (degrees == 2) {
            return 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95));
        }
        double z = NORMAL;
        double first = polynomial(z, 1, 1) / 4;
        double second = polynomial(z, 3, 16, 5) / 96;
        double third = polynomial(z, -15, 17, 19, 3) / 384;
        double fourth = polynomial(z, -945, -1920, 1482, 776, 79) / 92160;
        double n = degrees;
        return z + (first + (second + (third + fourth / n) / n) / n) / n;
    }

    /** {@code a * z + b * z^3 + c * z^5 + ..}. */
    private static double polynomial(double z, double... odd) {
        double value = 0;
        for (int i = odd.length - 1; i >= 0; i--) {
            value = value * z * z + odd[i];
        }
        return value * z;
    }
}
