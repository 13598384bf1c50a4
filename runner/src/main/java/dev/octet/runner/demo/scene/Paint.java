package dev.octet.runner.demo.scene;

/**
 * Two colours and the pattern they make.
 *
 * @param first colour
 * @param second colour
 * @param pattern which is where
 */
record Paint(Rgb first, Rgb second, Pattern pattern) {

    /**
     * A colour of light.
     *
     * @param red 0 to 255
     * @param green 0 to 255
     * @param blue 0 to 255
     */
    record Rgb(double red, double green, double blue) {

        static Rgb any(Dice dice) {
            return new Rgb(dice.between(10, 245), dice.between(10, 245), dice.between(10, 245));
        }

        /** A colour near this one. */
        Rgb near(Dice dice, double distance) {
            return new Rgb(near(dice, red, distance), near(dice, green, distance), near(dice, blue, distance));
        }

        private static double near(Dice dice, double level, double distance) {
            return Math.max(0, Math.min(255, level + dice.between(-distance, distance)));
        }

        double distance(Rgb other) {
            return Math.sqrt((square(red - other.red) + square(green - other.green) + square(blue - other.blue)) / 3);
        }

        private static double square(double value) {
            return value * value;
        }
    }

    /** Covers a ground: two colours that may differ much. */
    static Paint ground(Dice dice) {
        Rgb first = Rgb.any(dice);
        return new Paint(first, first.near(dice, 60), Pattern.any(dice, dice.between(60, 300)));
    }

    /** Covers an object of this size: colours that differ less from one another than from what is behind. */
    static Paint object(Dice dice, Rgb behind, double size) {
        Rgb best = Rgb.any(dice);
        for (int i = 0; i < 12 && best.distance(behind) < LEAST_CONTRAST; i++) {
            Rgb other = Rgb.any(dice);
            best = other.distance(behind) > best.distance(behind) ? other : best;
        }
        return new Paint(best, best.near(dice, 35), Pattern.any(dice, size));
    }

    /** How different an object is from the mean of what is behind it, 0 to 255. */
    private static final double LEAST_CONTRAST = 80;

    double red(double mix) {
        return first.red + mix * (second.red - first.red);
    }

    double green(double mix) {
        return first.green + mix * (second.green - first.green);
    }

    double blue(double mix) {
        return first.blue + mix * (second.blue - first.blue);
    }
}
