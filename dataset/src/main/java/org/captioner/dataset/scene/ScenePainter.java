package org.captioner.dataset.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Paints scenes with Java2D on a light, slightly tinted and noisy ground. No fonts, no display.
 *
 * <p>Lengths are shares of the picture's side. Both objects lie on one line: apart along the
 * relation's direction by at least {@code 1 - 2 * (NEAR + JITTER) = 0.46}, across it by at most
 * {@code 2 * LINE_JITTER = 0.1}, so that no other relation could be meant.
 */
final class ScenePainter {
    private static final double NEAR = 0.25;
    private static final double JITTER = 0.02;
    private static final double LINE_JITTER = 0.05;
    private static final double SMALL_RADIUS = 0.125;
    private static final double LARGE_RADIUS = 0.19;
    private static final double RADIUS_JITTER = 0.008;
    private static final double TILT = Math.toRadians(5);
    private static final int COLOUR_JITTER = 14;
    private static final int NOISE = 4;

    private final int size;
    private final SplittableRandom random;

    ScenePainter(int size, SplittableRandom random) {
        this.size = size;
        this.random = random;
    }

    BufferedImage paint(Scene scene) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            int light = 225 + random.nextInt(20);
            graphics.setColor(jittered(light << 16 | light << 8 | light, 8));
            graphics.fillRect(0, 0, size, size);
            double line = 0.35 + 0.3 * random.nextDouble();
            paintObject(graphics, scene.first(), scene.relation(), line);
            paintObject(graphics, scene.second(), scene.relation().inverse(), line);
        } finally {
            graphics.dispose();
        }
        addNoise(image);
        return image;
    }

    private void paintObject(Graphics2D graphics, SceneObject object, Relation where, double line) {
        double along = where == Relation.LEFT_OF || where == Relation.ABOVE ? NEAR : 1 - NEAR;
        along += within(JITTER);
        double across = line + within(LINE_JITTER);
        boolean level = where == Relation.LEFT_OF || where == Relation.RIGHT_OF;
        double radius = object.size() == Size.SMALL ? SMALL_RADIUS : LARGE_RADIUS;
        radius += within(RADIUS_JITTER);
        AffineTransform place = new AffineTransform();
        place.scale(size, size);
        place.translate(level ? along : across, level ? across : along);
        place.rotate(within(TILT));
        place.scale(radius, radius);
        Path2D outline = Outlines.of(object.shape());
        outline.transform(place);
        graphics.setColor(jittered(object.colour().rgb(), COLOUR_JITTER));
        graphics.fill(outline);
    }

    private void addNoise(BufferedImage image) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, jittered(image.getRGB(x, y), NOISE).getRGB());
            }
        }
    }

    private Color jittered(int rgb, int most) {
        return new Color(
                channel((rgb >> 16) & 255, most),
                channel((rgb >> 8) & 255, most),
                channel(rgb & 255, most));
    }

    private int channel(int value, int most) {
        int jittered = value + random.nextInt(2 * most + 1) - most;
        return Math.max(0, Math.min(255, jittered));
    }

    private double within(double most) {
        return most * (2 * random.nextDouble() - 1);
    }
}
