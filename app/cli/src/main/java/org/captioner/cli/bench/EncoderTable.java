package org.captioner.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.captioner.cli.terminal.TextTable;
import org.captioner.pipeline.bench.EncoderMeasurement;
import org.captioner.pipeline.bench.PublishedFigures;

/**
 * Measurements in words: for a terminal, for a page of Markdown, for programs.
 *
 * @param workers Java threads that encoded at once
 * @param threads native threads of each
 */
public record EncoderTable(int workers, int threads, List<EncoderMeasurement> measurements) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENCODERS = "encoders";
    private static final String UNKNOWN = "-";
    private static final List<String> HEADINGS =
            List.of(
                    "network",
                    "back end",
                    "parameters",
                    "G multiply-adds",
                    "photos/s",
                    "CPU ms/photo",
                    "memory MB",
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
        ObjectNode root = BenchJson.start();
        root.put("workers", workers);
        root.put("threads_per_worker", threads);
        root.put("peak_multiply_adds_per_second", peak());
        var array = root.putArray(ENCODERS);
        for (EncoderMeasurement measurement : measurements) {
            ObjectNode node = array.addObject();
            node.put("network", measurement.network());
            node.put("backend", measurement.backend());
            node.put("parameters", measurement.parameters());
            measurement.multiplyAdds().ifPresent(value -> node.put("multiply_adds", value));
            node.put("photos_per_second", measurement.photosPerSecond());
            node.put("cpu_milliseconds_per_photo", measurement.cpuMilliseconds());
            node.put("peak_multiply_adds_per_second", measurement.peakMultiplyAdds());
            measurement.residentBytes().ifPresent(value -> node.put("resident_bytes", value));
            measurement.shareOf(peak()).ifPresent(value -> node.put("share_of_peak", value));
            PublishedFigures.of(measurement.network())
                    .ifPresent(figures -> node.set("published", JSON.valueToTree(figures)));
        }
        return root.toPrettyString() + "\n";
    }

    /** The best that the yardstick did beside any of the encoders. */
    private double peak() {
        return measurements.stream()
                .mapToDouble(EncoderMeasurement::peakMultiplyAdds)
                .max()
                .orElse(0);
    }

    /** The measurements in what {@link #json} wrote. */
    public static List<EncoderMeasurement> measurements(String json) {
        try {
            List<EncoderMeasurement> measurements = new ArrayList<>();
            for (JsonNode node : JSON.readTree(json).path(ENCODERS)) {
                measurements.add(
                        new EncoderMeasurement(
                                node.path("network").asText(),
                                node.path("backend").asText(),
                                node.path("parameters").asLong(),
                                number(node.path("multiply_adds")),
                                node.path("photos_per_second").asDouble(),
                                node.path("cpu_milliseconds_per_photo").asDouble(),
                                node.path("peak_multiply_adds_per_second").asDouble(),
                                number(node.path("resident_bytes"))));
            }
            return measurements;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what a measurement writes: " + json, e);
        }
    }

    private static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
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
                            megabytes(measurement.residentBytes()),
                            share(measurement, peak()),
                            published.map(figures -> decimal(figures.top1())).orElse(UNKNOWN)));
        }
        return new TextTable(HEADINGS, WORDS, rows);
    }

    private String notes() {
        return String.format(
                Locale.ROOT,
                "%d worker%s with %d native thread%s each, on %d processors. Parameters and"
                        + " multiply-adds are those of what ran: the trunk without a head.\n"
                        + "Memory: the most that was resident of a process of its own, Java and the"
                        + " making of the encoder included.\n"
                        + "The peak is a 3x3 convolution of 256 channels in float32, measured in"
                        + " each of the processes: %.0f billion multiply-adds a second at best.\n"
                        + "Published: torchvision's IMAGENET1K_V1 weights, quoted, not measured"
                        + " here.\n",
                workers,
                workers == 1 ? "" : "s",
                threads,
                threads == 1 ? "" : "s",
                Runtime.getRuntime().availableProcessors(),
                peak() / 1e9);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String share(EncoderMeasurement measurement, double peak) {
        OptionalDouble share = measurement.shareOf(peak);
        return share.isPresent()
                ? String.format(Locale.ROOT, "%.0f%%", 100 * share.getAsDouble())
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
