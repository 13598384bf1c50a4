package dev.octet.runner.demo.scene;

/**
 * Light from a side.
 *
 * @param dx where it comes from, of length 1
 * @param dy where it comes from
 * @param centerX of the picture, px
 * @param centerY of the picture, px
 * @param slope how much the brightness changes from the centre to a corner, as a share
 * @param exposure brightness of the whole, as a factor
 */
record Sun(double dx, double dy, double centerX, double centerY, double slope, double exposure) {

    static Sun any(Dice dice, int width, int height) {
        double angle = dice.angle();
        return new Sun(
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                width / 2.0,
                height / 2.0,
                dice.chance(0.7) ? dice.between(0, 0.4) : 0,
                dice.between(0.65, 1.15));
    }

    /** The factor at a point of the picture. */
    double onGround(double x, double y) {
        double along = (dx * (x - centerX) + dy * (y - centerY)) / (centerX + centerY);
        return exposure * (1 + 2 * slope * along);
    }

    /** Light on something round: brighter on the side that the light comes from. */
    Canvas.Light onObject(double x, double y, double radius, double relief) {
        return (u, v) -> 1 + relief * (dx * (u - x) + dy * (v - y)) / radius;
    }
}
