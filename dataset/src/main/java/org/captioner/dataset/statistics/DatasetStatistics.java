package org.captioner.dataset.statistics;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataset in numbers, as {@code captioner inspect dataset} prints them.
 *
 * <pre>{@code
 * DatasetStatistics statistics = DatasetStatistics.compute(dataset);
 * System.out.print(new StatisticsReport(statistics).text());
 * }</pre>
 *
 * @param name the dataset's
 * @param format the reader that understood it
 * @param checksum of ids, splits and captions
 * @param splits train, dev and test in this order, empty ones too
 * @param words how many different words the training captions have
 * @param words5 how many of them occur at least five times
 * @param frequentWords the {@value #FREQUENT_WORDS} most frequent, falling, ties by word
 * @param problems what the reader noticed
 */
public record DatasetStatistics(
        String name,
        String format,
        String checksum,
        List<SplitStatistics> splits,
        int words,
        int words5,
        List<WordCount> frequentWords,
        List<DatasetProblem> problems) {
    static final int FREQUENT_WORDS = 20;
    private static final int OFTEN = 5;

    public DatasetStatistics {
        splits = List.copyOf(splits);
        frequentWords = List.copyOf(frequentWords);
        problems = List.copyOf(problems);
    }

    /** Tokenizes and counts all captions. */
    public static DatasetStatistics compute(CaptionDataset dataset) {
        Map<String, Integer> counts = new HashMap<>();
        List<SplitStatistics> splits = new ArrayList<>();
        for (Split split : Split.values()) {
            splits.add(describe(split, dataset.split(split), counts));
        }
        return new DatasetStatistics(
                dataset.name(),
                dataset.format(),
                dataset.checksum(),
                splits,
                counts.size(),
                (int) counts.values().stream().filter(count -> count >= OFTEN).count(),
                mostFrequent(counts),
                dataset.problems());
    }

    private static SplitStatistics describe(
            Split split, List<CaptionedImage> images, Map<String, Integer> trainingCounts) {
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        List<Integer> lengths = new ArrayList<>();
        for (CaptionedImage image : images) {
            for (String caption : image.captions()) {
                List<String> words = tokenizer.tokenize(caption);
                lengths.add(words.size());
                if (split == Split.TRAIN) {
                    words.forEach(word -> trainingCounts.merge(word, 1, Integer::sum));
                }
            }
        }
        int[] all = lengths.stream().mapToInt(Integer::intValue).toArray();
        return new SplitStatistics(split, images.size(), all.length, CaptionLengths.of(all));
    }

    private static List<WordCount> mostFrequent(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingInt(WordCount::count)
                                .reversed()
                                .thenComparing(WordCount::word))
                .limit(FREQUENT_WORDS)
                .toList();
    }
}
