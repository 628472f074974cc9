package org.captioner.pipeline.evaluation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.confidence.ConfidenceQuality;
import org.captioner.pipeline.confidence.ConfidenceQuality.Bin;
import org.captioner.pipeline.report.HtmlPage;
import org.captioner.pipeline.report.ReportPage;
import org.captioner.pipeline.report.ReportPicture;
import org.captioner.pipeline.report.ReportTable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Confidence against what it foretells, in ten bins of captions: on the diagonal where right. */
public final class ReliabilityDiagram {
    private static final int SIDE = 560;
    private static final Color BLUE = new Color(0x1f5fa8);
    private static final String PNG = ".png";
    private static final String HTML = ".html";

    private ReliabilityDiagram() {}

    /**
     * Requires a name that says what to write.
     *
     * @throws InputException if it ends neither in .png nor in .html
     */
    public static void requireName(Path file) {
        if (!endsIn(file, PNG) && !endsIn(file, HTML)) {
            throw new InputException(
                    "the diagram "
                            + file
                            + " is neither .png nor .html; name one of these, such as"
                            + " reliability.png");
        }
    }

    private static boolean endsIn(Path file, String ending) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /**
     * Writes the diagram as a PNG picture, or as a page with its numbers; replaces the file whole.
     *
     * @param file ending in .png or .html
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, Evaluation evaluation, ConfidenceEvaluation confidence) {
        requireName(file);
        if (endsIn(file, PNG)) {
            draw(file, confidence.quality());
        } else {
            writePage(file, evaluation, confidence);
        }
    }

    private static void writePage(
            Path file, Evaluation evaluation, ConfidenceEvaluation confidence) {
        try {
            Path picture = Files.createTempFile("reliability", PNG);
            try {
                draw(picture, confidence.quality());
                HtmlPage.write(file, page(picture, evaluation, confidence));
            } finally {
                Files.deleteIfExists(picture);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the diagram for the page", e);
        }
    }

    private static void draw(Path file, ConfidenceQuality quality) {
        // As for training curves: no cache file that outlives the process.
        ImageIO.setUseCache(false);
        XYChart chart =
                new XYChartBuilder()
                        .width(SIDE)
                        .height(SIDE)
                        .title("Reliability of confidence")
                        .xAxisTitle("confidence, mean of bin")
                        .yAxisTitle("min(1, CIDEr / person's CIDEr), mean of bin")
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        XYSeries diagonal =
                chart.addSeries("perfectly calibrated", new double[] {0, 1}, new double[] {0, 1});
        diagonal.setMarker(SeriesMarkers.NONE).setLineColor(Color.GRAY);
        diagonal.setLineStyle(new BasicStroke(1));
        XYSeries found =
                chart.addSeries(
                        String.format(
                                Locale.ROOT,
                                "%d captions in bins, calibration error %.3f",
                                quality.captions(),
                                quality.calibrationError()),
                        values(quality.bins(), Bin::confidence),
                        values(quality.bins(), Bin::relative));
        found.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(BLUE).setLineColor(BLUE);
        AtomicFile.write(file, out -> BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG));
    }

    private static double[] values(List<Bin> bins, ToDoubleFunction<Bin> value) {
        return bins.stream().mapToDouble(value).toArray();
    }

    private static ReportPage page(
            Path picture, Evaluation evaluation, ConfidenceEvaluation confidence) {
        StringBuilder footer = new StringBuilder();
        footer.append("captions: ").append(evaluation.captions()).append('\n');
        footer.append("dataset: ").append(evaluation.dataset().name()).append(", split ");
        footer.append(evaluation.split().label()).append('\n');
        evaluation
                .conditions()
                .forEach(
                        (name, value) ->
                                footer.append(name).append(": ").append(value).append('\n'));
        return new ReportPage(
                "captioner: reliability of confidence",
                List.of(
                        "Captions are sorted by confidence and split into bins of equal size. A"
                                + " bin's captions should score, relative to what people score"
                                + " against each other, what their confidence says.",
                        ConfidenceText.summary(confidence)),
                List.of(
                        new ReportTable(
                                "Bins by rising confidence",
                                List.of("captions", "confidence", "relative CIDEr"),
                                confidence.quality().bins().stream()
                                        .map(ReliabilityDiagram::row)
                                        .toList())),
                List.of(new ReportPicture(picture, "Reliability of confidence", List.of(), "")),
                footer.toString());
    }

    private static List<String> row(Bin bin) {
        return List.of(
                Integer.toString(bin.captions()),
                String.format(Locale.ROOT, "%.3f", bin.confidence()),
                String.format(Locale.ROOT, "%.3f", bin.relative()));
    }
}
