import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/**
 * Draws pictures that are no photos of people and animals, to measure whether a captioner's
 * confidence falls on them: {@code java bench/OddPictures.java FOLDER [SEED]} writes 200 JPEG files,
 * 25 of each of eight kinds. The same seed draws the same pictures on the same Java version; fonts
 * may differ between systems.
 */
final class OddPictures {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int EACH = 25;
    private static final String[] WORDS = {
        "annual", "report", "invoice", "the", "of", "quantity", "account", "total", "and", "in",
        "balance", "date", "signature", "chapter", "figure", "section", "method", "result", "we",
        "is", "shown", "table", "value", "mean", "error", "rate", "page", "number", "address"
    };

    private OddPictures() {}

    /** Draws one picture of a kind. */
    private interface Kind {
        void draw(Graphics2D graphics, BufferedImage image, RandomGenerator random);
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("text", OddPictures::text);
        kinds.put("chart", OddPictures::chart);
        kinds.put("gravel", OddPictures::gravel);
        kinds.put("weave", OddPictures::weave);
        kinds.put("clouded", OddPictures::clouded);
        kinds.put("moon", OddPictures::moon);
        kinds.put("slide", OddPictures::slide);
        kinds.put("shapes", OddPictures::shapes);
        return kinds;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println("usage: java OddPictures.java FOLDER [SEED]");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        for (Map.Entry<String, Kind> kind : kinds().entrySet()) {
            for (int i = 0; i < EACH; i++) {
                BufferedImage image =
                        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setRenderingHint(
                        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                Random random = new Random(seed * 1_000_003 + kind.getKey().hashCode() + i * 7919L);
                kind.getValue().draw(graphics, image, random);
                graphics.dispose();
                String name = String.format(Locale.ROOT, "%s-%02d.jpg", kind.getKey(), i);
                ImageIO.write(image, "jpg", folder.resolve(name).toFile());
            }
        }
    }

    /** A page of one or two columns, on white or tinted paper. */
    private static void text(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        int paper = 225 + random.nextInt(31);
        fill(graphics, new Color(paper, paper, paper - random.nextInt(25)));
        graphics.setColor(new Color(random.nextInt(60), random.nextInt(60), random.nextInt(90)));
        String family = random.nextBoolean() ? Font.SERIF : Font.SANS_SERIF;
        int size = 9 + random.nextInt(9);
        int columns = 1 + random.nextInt(2);
        graphics.setFont(new Font(family, Font.BOLD, size + 8));
        graphics.drawString(words(random, 3), 30, 40);
        graphics.setFont(new Font(family, Font.PLAIN, size));
        int width = (WIDTH - 40) / columns - 15;
        for (int column = 0; column < columns; column++) {
            int left = 30 + column * (width + 15);
            for (int y = 40 + 2 * size; y < HEIGHT - 20; y += size + 4) {
                if (random.nextInt(8) == 0) {
                    continue;
                }
                String line = words(random, 2);
                while (graphics.getFontMetrics().stringWidth(line) < width * 0.85) {
                    line += " " + words(random, 1);
                }
                graphics.setClip(left, 0, width, HEIGHT);
                graphics.drawString(line, left, y);
                graphics.setClip(null);
            }
        }
    }

    private static String words(RandomGenerator random, int count) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < count; i++) {
            line.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return line.toString();
    }

    /** Bars, lines or a pie, with axes and labels. */
    private static void chart(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        fill(graphics, random.nextInt(4) == 0 ? new Color(30, 30, 40) : Color.WHITE);
        graphics.setColor(Color.GRAY);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        graphics.drawString(words(random, 3), 180, 25);
        int count = 3 + random.nextInt(7);
        int form = random.nextInt(3);
        if (form < 2) {
            graphics.drawLine(50, 40, 50, 330);
            graphics.drawLine(50, 330, 470, 330);
            for (int i = 0; i < 6; i++) {
                graphics.drawString(Integer.toString(i * 20), 20, 335 - i * 55);
            }
        }
        int start = 0;
        Path2D line = new Path2D.Double();
        for (int i = 0; i < count; i++) {
            int height = 30 + random.nextInt(250);
            graphics.setColor(colour(random));
            if (form == 0) {
                int width = 400 / count;
                graphics.fillRect(60 + i * width, 330 - height, width - 8, height);
            } else if (form == 1) {
                double x = 60 + i * 400.0 / (count - 1);
                if (i == 0) {
                    line.moveTo(x, 330 - height);
                } else {
                    line.lineTo(x, 330 - height);
                }
                graphics.fill(new Ellipse2D.Double(x - 5, 325 - height, 10, 10));
            } else {
                int angle = i == count - 1 ? 360 - start : 360 / count + random.nextInt(15) - 7;
                graphics.fillArc(110, 50, 280, 280, start, angle);
                start += angle;
            }
        }
        if (form == 1) {
            graphics.setStroke(new BasicStroke(2));
            graphics.draw(line);
        }
    }

    /** Many small stones. */
    private static void gravel(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        int base = 60 + random.nextInt(120);
        fill(graphics, new Color(base / 2, base / 2, base / 2));
        int size = 5 + random.nextInt(25);
        for (int i = 0; i < 400_000 / (size * size) + 200; i++) {
            int grey = clip(base + (int) (random.nextGaussian() * 30));
            graphics.setColor(new Color(grey, clip(grey - random.nextInt(12)), clip(grey - 15)));
            double width = size * (0.5 + random.nextDouble());
            double height = size * (0.5 + random.nextDouble());
            graphics.fill(
                    new Ellipse2D.Double(
                            random.nextDouble() * WIDTH - 10,
                            random.nextDouble() * HEIGHT - 10,
                            width,
                            height));
        }
    }

    /** Cloth: two crossing waves of one hue, with noise. */
    private static void weave(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        float hue = random.nextFloat();
        double first = 2 + random.nextDouble() * 12;
        double second = 2 + random.nextDouble() * 12;
        double turn = random.nextDouble() * Math.PI;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double u = x * Math.cos(turn) + y * Math.sin(turn);
                double v = y * Math.cos(turn) - x * Math.sin(turn);
                double wave = 0.5 + 0.2 * Math.sin(u / first * 3) + 0.2 * Math.sin(v / second * 3);
                double light = wave + 0.06 * random.nextGaussian();
                image.setRGB(x, y, Color.HSBtoRGB(hue, 0.5f, (float) clip01(light)));
            }
        }
    }

    /** Marble or rust: smooth noise of several scales between two colours. */
    private static void clouded(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        Color from = colour(random);
        Color to = colour(random);
        double[][] waves = new double[24][4];
        for (int i = 0; i < waves.length; i++) {
            double frequency = 0.004 * Math.pow(1.2, i);
            double angle = random.nextDouble() * 2 * Math.PI;
            waves[i] =
                    new double[] {
                        frequency * Math.cos(angle) * 2 * Math.PI,
                        frequency * Math.sin(angle) * 2 * Math.PI,
                        random.nextDouble() * 2 * Math.PI,
                        1 / Math.pow(1.12, i)
                    };
        }
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                for (double[] wave : waves) {
                    sum += wave[3] * Math.sin(x * wave[0] + y * wave[1] + wave[2]);
                }
                double share = 1 / (1 + Math.exp(-sum));
                int red = (int) (from.getRed() * share + to.getRed() * (1 - share));
                int green = (int) (from.getGreen() * share + to.getGreen() * (1 - share));
                int blue = (int) (from.getBlue() * share + to.getBlue() * (1 - share));
                image.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        }
    }

    /** A bright disc with craters in a dark sky with stars. */
    private static void moon(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        fill(graphics, new Color(random.nextInt(15), random.nextInt(15), random.nextInt(30)));
        for (int i = 0; i < random.nextInt(300); i++) {
            int grey = 90 + random.nextInt(160);
            graphics.setColor(new Color(grey, grey, grey));
            int size = 1 + random.nextInt(2);
            graphics.fillRect(random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size);
        }
        int size = 60 + random.nextInt(260);
        int left = random.nextInt(WIDTH - size);
        int top = random.nextInt(Math.max(1, HEIGHT - size));
        Ellipse2D disc = new Ellipse2D.Double(left, top, size, size);
        graphics.setClip(disc);
        graphics.setColor(new Color(225, 222, 205));
        graphics.fill(disc);
        for (int i = 0; i < 60; i++) {
            int grey = 150 + random.nextInt(70);
            graphics.setColor(new Color(grey, grey, grey - 10, 110));
            double crater = size * 0.2 * random.nextDouble();
            graphics.fill(
                    new Ellipse2D.Double(
                            left + random.nextDouble() * size,
                            top + random.nextDouble() * size,
                            crater,
                            crater));
        }
        graphics.setColor(new Color(5, 5, 15));
        double shadow = (random.nextDouble() * 2 - 1) * size;
        graphics.fill(new Ellipse2D.Double(left + shadow, top, size, size));
        graphics.setClip(null);
    }

    /** Stained cells under a microscope, in a round field of view or a square one. */
    private static void slide(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        fill(graphics, new Color(235, 205 + random.nextInt(40), 225 + random.nextInt(25)));
        int cells = 40 + random.nextInt(250);
        double size = 12 + random.nextDouble() * 35;
        float hue = 0.75f + random.nextFloat() * 0.2f;
        for (int i = 0; i < cells; i++) {
            double x = random.nextDouble() * WIDTH;
            double y = random.nextDouble() * HEIGHT;
            double own = size * (0.6 + 0.8 * random.nextDouble());
            Color body = Color.getHSBColor(hue, 0.3f, 0.85f);
            graphics.setColor(new Color(body.getRed(), body.getGreen(), body.getBlue(), 150));
            graphics.fill(new Ellipse2D.Double(x, y, own, own * 0.9));
            graphics.setColor(Color.getHSBColor(hue, 0.7f, 0.45f));
            double nucleus = own * (0.2 + 0.25 * random.nextDouble());
            graphics.fill(new Ellipse2D.Double(x + own * 0.3, y + own * 0.3, nucleus, nucleus));
        }
        if (random.nextBoolean()) {
            graphics.setPaint(
                    new RadialGradientPaint(
                            WIDTH / 2f,
                            HEIGHT / 2f,
                            WIDTH / 2f,
                            new float[] {0, 0.68f, 0.75f, 1},
                            new Color[] {
                                new Color(0, 0, 0, 0), new Color(0, 0, 0, 0), Color.BLACK, Color.BLACK
                            }));
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
        }
    }

    /** Plain shapes on a plain ground, as drawing programs make them. */
    private static void shapes(Graphics2D graphics, BufferedImage image, RandomGenerator random) {
        fill(graphics, random.nextBoolean() ? Color.WHITE : colour(random));
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            graphics.setColor(colour(random));
            int size = 40 + random.nextInt(130);
            int x = random.nextInt(WIDTH - size);
            int y = random.nextInt(HEIGHT - size);
            switch (random.nextInt(3)) {
                case 0 -> graphics.fillOval(x, y, size, size);
                case 1 -> graphics.fillRect(x, y, size, size);
                default ->
                        graphics.fillPolygon(
                                new int[] {x, x + size, x + size / 2},
                                new int[] {y + size, y + size, y},
                                3);
            }
        }
    }

    private static void fill(Graphics2D graphics, Color colour) {
        graphics.setColor(colour);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
    }

    private static Color colour(RandomGenerator random) {
        return Color.getHSBColor(
                random.nextFloat(), 0.3f + 0.7f * random.nextFloat(), 0.3f + 0.7f * random.nextFloat());
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static double clip01(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
