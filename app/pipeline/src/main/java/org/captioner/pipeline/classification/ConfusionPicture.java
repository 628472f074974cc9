package org.captioner.pipeline.classification;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.captioner.dataset.AtomicFile;
import org.captioner.encoder.classify.ConfusionMatrix;

/** A confusion matrix as a picture: the darker a cell, the larger its share of the row. */
public final class ConfusionPicture {
    private static final int CELL = 52;
    private static final int MARGIN = 24;
    private static final int TITLE = 46;
    private static final Color INK = new Color(0x1f2937);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font LARGE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private final ConfusionMatrix matrix;
    private final int names;
    private final Graphics2D pen;

    private ConfusionPicture(ConfusionMatrix matrix, int names, Graphics2D pen) {
        this.matrix = matrix;
        this.names = names;
        this.pen = pen;
    }

    /** Writes a PNG. */
    public static void write(ConfusionMatrix matrix, Path file) {
        int names = widest(SMALL, matrix.classes()) + 16;
        int classes = matrix.classes().size();
        int content = Math.max(names + classes * CELL, widest(LARGE, List.of(title(matrix))));
        int width = content + 2 * MARGIN;
        int height = TITLE + classes * CELL + names + 2 * MARGIN;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        new ConfusionPicture(matrix, names, pen).draw();
        pen.dispose();
        AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
    }

    private static String title(ConfusionMatrix matrix) {
        String accuracy = String.format(Locale.ROOT, "%.1f %%", 100 * matrix.accuracy());
        return "truth by row, prediction by column; accuracy " + accuracy;
    }

    private static int widest(Font font, List<String> texts) {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = pen.getFontMetrics(font);
        int widest = texts.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        pen.dispose();
        return widest;
    }

    private void draw() {
        pen.setColor(INK);
        pen.setFont(LARGE);
        pen.drawString(title(matrix), MARGIN, 28);
        int classes = matrix.classes().size();
        for (int truth = 0; truth < classes; truth++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                drawCell(truth, predicted);
            }
        }
        pen.setFont(SMALL);
        pen.setColor(INK);
        FontMetrics metrics = pen.getFontMetrics();
        for (int index = 0; index < classes; index++) {
            String name = matrix.classes().get(index);
            int x = MARGIN + names - 8 - metrics.stringWidth(name);
            pen.drawString(name, x, TITLE + index * CELL + CELL / 2 + 5);
            drawUpright(name, MARGIN + names + index * CELL + CELL / 2 + 5);
        }
    }

    private void drawUpright(String name, int x) {
        Graphics2D turned = (Graphics2D) pen.create();
        int bottom = TITLE + matrix.classes().size() * CELL + 8;
        turned.translate(x, bottom + turned.getFontMetrics().stringWidth(name));
        turned.rotate(-Math.PI / 2);
        turned.drawString(name, 0, 0);
        turned.dispose();
    }

    private void drawCell(int truth, int predicted) {
        long row = 0;
        for (int other = 0; other < matrix.classes().size(); other++) {
            row += matrix.count(truth, other);
        }
        long count = matrix.count(truth, predicted);
        float share = row == 0 ? 0 : (float) count / row;
        int x = MARGIN + names + predicted * CELL;
        int y = TITLE + truth * CELL;
        pen.setColor(Color.getHSBColor(0.58f, share, 1 - 0.35f * share));
        pen.fillRect(x, y, CELL, CELL);
        pen.setColor(new Color(0xd1d5db));
        pen.drawRect(x, y, CELL, CELL);
        if (count > 0) {
            pen.setFont(SMALL);
            pen.setColor(share > 0.6f ? Color.WHITE : INK);
            String text = Long.toString(count);
            int width = pen.getFontMetrics().stringWidth(text);
            pen.drawString(text, x + (CELL - width) / 2, y + CELL / 2 + 5);
        }
    }
}
