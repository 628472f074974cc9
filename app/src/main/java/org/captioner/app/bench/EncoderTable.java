package org.captioner.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.captioner.app.terminal.TextTable;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * Measurements in words: for a terminal, for a page of Markdown, for programs.
 *
 * @param workers Java threads that encoded at once
 * @param threads native threads of each
 * @param peakMultiplyAdds per second, of the yardstick convolution in float32
 */
public record EncoderTable(
        int workers, int threads, double peakMultiplyAdds, List<EncoderMeasurement> measurements) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "-";
    private static final List<String> HEADINGS =
            List.of(
                    "network",
                    "back end",
                    "parameters",
                    "G multiply-adds",
                    "photos/s",
                    "CPU ms/photo",
                    "grown MB",
                    "of peak",
                    "top-1 (published)");

    private static final int WORDS = 2;

    public EncoderTable {
        measurements = List.copyOf(measurements);
    }

    /** Aligned columns, for a terminal. */
    public String text() {
        return table().text() + "\n" + notes();
    }

    /** The same for a page of Markdown. */
    public String markdown() {
        return table().markdown() + "\n" + notes();
    }

    /** One JSON object, unrounded. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("java", System.getProperty("java.version"));
        root.put("engine", TensorEngine.version());
        root.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("workers", workers);
        root.put("threads_per_worker", threads);
        root.put("peak_multiply_adds_per_second", peakMultiplyAdds);
        var array = root.putArray("encoders");
        for (EncoderMeasurement measurement : measurements) {
            ObjectNode node = array.addObject();
            node.put("network", measurement.network());
            node.put("backend", measurement.backend());
            node.put("parameters", measurement.parameters());
            measurement.multiplyAdds().ifPresent(value -> node.put("multiply_adds", value));
            node.put("photos_per_second", measurement.photosPerSecond());
            node.put("cpu_milliseconds_per_photo", measurement.cpuMilliseconds());
            measurement.grownBytes().ifPresent(value -> node.put("grown_bytes", value));
            if (measurement.multiplyAdds().isPresent()) {
                node.put("share_of_peak", measurement.shareOfPeak());
            }
            PublishedFigures.of(measurement.network())
                    .ifPresent(figures -> node.set("published", JSON.valueToTree(figures)));
        }
        return root.toPrettyString() + "\n";
    }

    private TextTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (EncoderMeasurement measurement : measurements) {
            Optional<PublishedFigures> published = PublishedFigures.of(measurement.network());
            rows.add(
                    List.of(
                            measurement.network(),
                            measurement.backend(),
                            String.format(Locale.ROOT, "%,d", measurement.parameters()),
                            billions(measurement.multiplyAdds()),
                            decimal(measurement.photosPerSecond()),
                            decimal(measurement.cpuMilliseconds()),
                            megabytes(measurement.grownBytes()),
                            share(measurement),
                            published.map(figures -> decimal(figures.top1())).orElse(UNKNOWN)));
        }
        return new TextTable(HEADINGS, WORDS, rows);
    }

    private String notes() {
        return String.format(
                Locale.ROOT,
                "%d worker%s with %d native thread%s each, on %d processors. Parameters and"
                        + " multiply-adds are those of what ran: the trunk without a head.\n"
                        + "Grown: how far the process's memory rose above where it stood before; an"
                        + " encoder's own need only where it is the first of the run.\n"
                        + "The peak is a 3x3 convolution of 256 channels in float32, measured in"
                        + " the same run: %.0f billion multiply-adds a second.\n"
                        + "Published: torchvision's IMAGENET1K_V1 weights, quoted, not measured"
                        + " here.\n",
                workers,
                workers == 1 ? "" : "s",
                threads,
                threads == 1 ? "" : "s",
                Runtime.getRuntime().availableProcessors(),
                peakMultiplyAdds / 1e9);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String share(EncoderMeasurement measurement) {
        return measurement.multiplyAdds().isPresent()
                ? String.format(Locale.ROOT, "%.0f%%", 100 * measurement.shareOfPeak())
                : UNKNOWN;
    }

    private static String billions(OptionalLong value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%.2f", value.getAsLong() / 1e9)
                : UNKNOWN;
    }

    private static String megabytes(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong() >> 20) : UNKNOWN;
    }
}
