package dev.octet.runner.demo.scene;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** What there is to find in a scene, with its place among the detector's classes. */
public enum ShapeKind {
    CIRCLE(0) {
        @Override
        Shape outline(Dice dice) {
            return new Ellipse2D.Double(-1, -1, 2, 2);
        }
    },
    SQUARE(1) {
        @Override
        Shape outline(Dice dice) {
            return new Rectangle2D.Double(-1, -1, 2, 2);
        }
    },
    TRIANGLE(2) {
        @Override
        Shape outline(Dice dice) {
            return star(3, 0.5);
        }
    },
    STAR(3) {
        @Override
        Shape outline(Dice dice) {
            return star(5, dice.between(0.36, 0.48));
        }
    },
    RING(4) {
        @Override
        Shape outline(Dice dice) {
            double hole = dice.between(0.45, 0.68);
            Area ring = new Area(new Ellipse2D.Double(-1, -1, 2, 2));
            ring.subtract(new Area(new Ellipse2D.Double(-hole, -hole, 2 * hole, 2 * hole)));
            return ring;
        }
    },
    CROSS(5) {
        @Override
        Shape outline(Dice dice) {
            double half = dice.between(0.22, 0.36);
            Area cross = new Area(new Rectangle2D.Double(-1, -half, 2, 2 * half));
            cross.add(new Area(new Rectangle2D.Double(-half, -1, 2 * half, 2)));
            return cross;
        }
    };

    private final int classIndex;

    ShapeKind(int classIndex) {
        this.classIndex = classIndex;
    }

    /** Its place among the detector's classes, from 0. */
    public int classIndex() {
        return classIndex;
    }

    /** An outline of this kind around the origin, about 2 units wide. */
    abstract Shape outline(Dice dice);

    /** The name of the class in annotations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A star whose points are at distance 1 and whose notches are at {@code notch}. */
    private static Shape star(int points, double notch) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double angle = StrictMath.PI * i / points - StrictMath.PI / 2;
            double radius = i % 2 == 0 ? 1 : notch;
            double x = radius * StrictMath.cos(angle);
            double y = radius * StrictMath.sin(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }
}
