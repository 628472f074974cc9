package org.captioner.pipeline.training;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.captioner.dataset.AtomicFile;
import org.captioner.decoder.training.EpochReport;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Loss and scores by epoch as PNG pictures. */
public final class TrainingCurves {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private TrainingCurves() {}

    /**
     * Writes {@code loss.png} and {@code scores.png} into a folder; replaces them whole.
     *
     * @param epochs at least one
     */
    public static void write(Path folder, List<EpochReport> epochs) {
        // Cached in memory: a cache file needs a shutdown hook, which cannot be added any more
        // once Ctrl-C has begun to end the process.
        ImageIO.setUseCache(false);
        XYChart loss = chart("Loss", "nats per word", epochs.size());
        add(loss, "training", epochs, EpochReport::trainLoss);
        if (epochs.stream().allMatch(epoch -> Double.isFinite(epoch.devLoss()))) {
            add(loss, "dev", epochs, EpochReport::devLoss);
        }
        save(loss, folder.resolve("loss.png"));

        XYChart scores = chart("Dev scores", "hundredths", epochs.size());
        for (String name : List.of("CIDEr", "BLEU-4")) {
            if (epochs.stream().allMatch(epoch -> epoch.devScores().containsKey(name))) {
                add(
                        scores,
                        name,
                        epochs,
                        epoch -> 100 * Objects.requireNonNull(epoch.devScores().get(name), name));
            }
        }
        save(scores, folder.resolve("scores.png"));
    }

    private static XYChart chart(String title, String axis, int epochs) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("epoch")
                        .yAxisTitle(axis)
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setXAxisMin(1.0);
        chart.getStyler().setXAxisMax(Math.max(2.0, epochs));
        return chart;
    }

    private static void add(
            XYChart chart,
            String name,
            List<EpochReport> epochs,
            ToDoubleFunction<EpochReport> value) {
        chart.addSeries(
                name,
                epochs.stream().mapToDouble(EpochReport::epoch).toArray(),
                epochs.stream().mapToDouble(value).toArray());
    }

    private static void save(XYChart chart, Path file) {
        AtomicFile.write(file, out -> BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG));
    }
}
