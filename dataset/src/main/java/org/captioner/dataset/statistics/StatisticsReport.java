package org.captioner.dataset.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.captioner.dataset.DatasetProblem;

/**
 * Statistics for people (aligned text) and for programs (JSON).
 *
 * @param statistics what is printed
 */
public record StatisticsReport(DatasetStatistics statistics) {
    // A folder without pictures has thousands of problems of one kind; ten show the pattern.
    private static final int EXAMPLES = 10;

    /** Lines for a terminal, ending in a line end. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "dataset   %s (%s)", statistics.name(), statistics.format());
        line(text, "checksum  %s", statistics.checksum());
        line(text, "");
        line(
                text,
                "%-6s %8s %9s %7s %7s %5s %5s %8s",
                "split",
                "images",
                "captions",
                "mean",
                "median",
                "p95",
                "p99",
                "longest");
        for (SplitStatistics split : statistics.splits()) {
            CaptionLengths lengths = split.lengths();
            line(
                    text,
                    "%-6s %8d %9d %7.1f %7d %5d %5d %8d",
                    split.split().label(),
                    split.images(),
                    split.captions(),
                    lengths.mean(),
                    lengths.median(),
                    lengths.percentile95(),
                    lengths.percentile99(),
                    lengths.longest());
        }
        line(text, "(mean to longest: caption length in words, punctuation dropped)");
        line(text, "");
        line(
                text,
                "training vocabulary: %d words, %d of them at least five times",
                statistics.words(),
                statistics.words5());
        line(text, "most frequent: %s", frequentWords());
        line(text, "");
        addProblems(text);
        return text.toString();
    }

    private String frequentWords() {
        return statistics.frequentWords().stream()
                .map(word -> word.word() + " " + word.count())
                .collect(Collectors.joining(", "));
    }

    private void addProblems(StringBuilder text) {
        if (statistics.problems().isEmpty()) {
            line(text, "no problems found");
            return;
        }
        Map<DatasetProblem.Kind, List<DatasetProblem>> kinds =
                statistics.problems().stream()
                        .collect(
                                Collectors.groupingBy(
                                        DatasetProblem::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach(
                (kind, problems) -> {
                    line(
                            text,
                            "%s %s: %d",
                            kind.severity().name().toLowerCase(Locale.ROOT),
                            kind.label(),
                            problems.size());
                    problems.stream().limit(EXAMPLES).forEach(p -> line(text, "  %s", p.text()));
                    if (problems.size() > EXAMPLES) {
                        line(text, "  and %d more (--json lists all)", problems.size() - EXAMPLES);
                    }
                });
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** One JSON object, indented, with every problem. */
    public String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("name", statistics.name());
        root.put("format", statistics.format());
        root.put("checksum", statistics.checksum());
        ArrayNode splits = root.putArray("splits");
        for (SplitStatistics split : statistics.splits()) {
            ObjectNode node = splits.addObject();
            node.put("split", split.split().label());
            node.put("images", split.images());
            node.put("captions", split.captions());
            node.putObject("lengths")
                    .put("mean", split.lengths().mean())
                    .put("median", split.lengths().median())
                    .put("percentile95", split.lengths().percentile95())
                    .put("percentile99", split.lengths().percentile99())
                    .put("longest", split.lengths().longest());
        }
        root.putObject("vocabulary")
                .put("minimumCount1", statistics.words())
                .put("minimumCount5", statistics.words5());
        ArrayNode words = root.putArray("frequentWords");
        statistics
                .frequentWords()
                .forEach(w -> words.addObject().put("word", w.word()).put("count", w.count()));
        ArrayNode problems = root.putArray("problems");
        for (DatasetProblem problem : statistics.problems()) {
            problems.addObject()
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("kind", problem.kind().label())
                    .put("file", problem.place().file().toString())
                    .put("line", problem.place().line())
                    .put("element", problem.place().element())
                    .put("message", problem.message());
        }
        return root.toPrettyString() + "\n";
    }
}
