package org.captioner.dataset.scene;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * The outlines around the origin, scaled to look about as large as the unit circle and to stay
 * within 1.18 of the origin, so that two large objects never touch.
 */
final class Outlines {
    private static final double SQUARE = 0.88;
    private static final double TRIANGLE = 1.18;
    private static final double STAR = 1.18;
    private static final double STAR_NOTCH = 0.42;
    private static final double CROSS = 1.02;
    private static final double CROSS_ARM = 0.34;

    private Outlines() {}

    /** A new path that the caller may transform. */
    static Path2D of(Shape shape) {
        return switch (shape) {
            case CIRCLE -> new Path2D.Double(new Ellipse2D.Double(-1, -1, 2, 2));
            case SQUARE -> rectangle(SQUARE, SQUARE);
            case TRIANGLE -> polygon(3, TRIANGLE, TRIANGLE / 2);
            case STAR -> polygon(5, STAR, STAR * STAR_NOTCH);
            case CROSS -> cross();
        };
    }

    /**
     * Corners at radius {@code outer}, the first on top, and midway between them at {@code inner}.
     */
    private static Path2D polygon(int corners, double outer, double inner) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < 2 * corners; i++) {
            double angle = Math.PI * i / corners;
            double radius = i % 2 == 0 ? outer : inner;
            double x = radius * Math.sin(angle);
            double y = -radius * Math.cos(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private static Path2D rectangle(double halfWidth, double halfHeight) {
        return new Path2D.Double(
                new Rectangle2D.Double(-halfWidth, -halfHeight, 2 * halfWidth, 2 * halfHeight));
    }

    private static Path2D cross() {
        Path2D path = rectangle(CROSS, CROSS_ARM);
        path.append(rectangle(CROSS_ARM, CROSS), false);
        path.setWindingRule(Path2D.WIND_NON_ZERO);
        return path;
    }
}
