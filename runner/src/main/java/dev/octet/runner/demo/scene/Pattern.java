package dev.octet.runner.demo.scene;

/** How far a surface is from its first colour to its second, 0 to 1, at each point. */
sealed interface Pattern {

    double at(double x, double y);

    /** A pattern of any kind, of details about as large as {@code scale} px. */
    static Pattern any(Dice dice, double scale) {
        double angle = dice.angle();
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        double period = scale * dice.between(0.15, 0.6);
        return switch (dice.count(0, 5)) {
            case 0 -> new Plain();
            case 1 -> new Gradient(dx / scale, dy / scale, dice.between(0, 1));
            case 2 -> new Stripes(dx / period, dy / period);
            case 3 -> new Checks(dx / period, dy / period);
            case 4 -> new Clouds(dice.bits(), 1 / period);
            default -> new Clouds(dice.bits(), 1 / dice.between(1.5, 6));
        };
    }

    /** The first colour alone. */
    record Plain() implements Pattern {
        @Override
        public double at(double x, double y) {
            return 0;
        }
    }

    /** From one colour to the other and back. */
    record Gradient(double dx, double dy, double start) implements Pattern {
        @Override
        public double at(double x, double y) {
            return triangleWave(x * dx + y * dy + start);
        }
    }

    /** Stripes with soft edges. */
    record Stripes(double dx, double dy) implements Pattern {
        @Override
        public double at(double x, double y) {
            return step(triangleWave(x * dx + y * dy));
        }
    }

    /** A board of two colours. */
    record Checks(double dx, double dy) implements Pattern {
        @Override
        public double at(double x, double y) {
            double a = step(triangleWave(x * dx + y * dy));
            double b = step(triangleWave(y * dx - x * dy));
            return a + b - 2 * a * b;
        }
    }

    /** Smooth noise of two sizes. */
    record Clouds(int seed, double frequency) implements Pattern {
        @Override
        public double at(double x, double y) {
            return (2 * noise(x * frequency, y * frequency, seed)
                            + noise(x * 2.3 * frequency, y * 2.3 * frequency, seed + 1))
                    / 3;
        }
    }

    private static double triangleWave(double t) {
        double phase = t - Math.floor(t);
        return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
    }

    private static double step(double t) {
        return Math.max(0, Math.min(1, (t - 0.5) * 6 + 0.5));
    }

    private static double noise(double x, double y, int seed) {
        double column = Math.floor(x);
        double row = Math.floor(y);
        int i = (int) column;
        int j = (int) row;
        double u = smooth(x - column);
        double v = smooth(y - row);
        double top = lattice(i, j, seed) * (1 - u) + lattice(i + 1, j, seed) * u;
        double bottom = lattice(i, j + 1, seed) * (1 - u) + lattice(i + 1, j + 1, seed) * u;
        return top * (1 - v) + bottom * v;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double lattice(int i, int j, int seed) {
        int hash = i * 0x27D4EB2F ^ j * 0x165667B1 ^ seed * 0x9E3779B1;
        hash = (hash ^ hash >>> 15) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return (hash >>> 8) / (double) (1 << 24);
    }
}
