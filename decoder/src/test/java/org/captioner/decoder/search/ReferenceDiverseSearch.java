package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;

/** Diverse beam search as one would explain it: one image, no cache, no early end. */
final class ReferenceDiverseSearch {
    private final SearchOptions options;
    private final DiverseGroups method;
    private final CaptionDecoder decoder;

    ReferenceDiverseSearch(SearchOptions options, DiverseGroups method, CaptionDecoder decoder) {
        this.options = options;
        this.method = method;
        this.decoder = decoder;
    }

    private record Partial(List<Integer> words, double logProbability, double preference) {
        int last() {
            return words.get(words.size() - 1);
        }
    }

    /** The sentences of one group; it is done as {@link Beam} is. */
    private static final class Group {
        List<Partial> live = List.of(new Partial(List.of(), 0, 0));
        final List<Hypothesis> finished = new ArrayList<>();
    }

    /** {@code grid} is (1, cells, channels). */
    List<Hypothesis> search(NDArray grid) {
        int width = options.beams() / method.groups();
        ImageMemory memory = decoder.encodeMemory(grid, Mode.INFERENCE);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < method.groups(); i++) {
            groups.add(new Group());
        }
        for (int length = 0; length <= options.maximumLength(); length++) {
            List<Integer> chosen = new ArrayList<>();
            for (Group group : groups) {
                if (!isDone(group, width)) {
                    grow(group, width, chosen, memory, grid, length == options.maximumLength());
                    group.live.forEach(each -> chosen.add(each.last()));
                }
            }
        }
        Map<List<Integer>, Hypothesis> all = new LinkedHashMap<>();
        for (Group group : groups) {
            group.finished.forEach(each -> all.putIfAbsent(each.words(), each));
        }
        return all.values().stream()
                .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                .limit(options.beams())
                .toList();
    }

    private boolean isDone(Group group, int width) {
        double most = group.live.stream().mapToDouble(Partial::logProbability).max().orElse(-1e30);
        return group.live.isEmpty()
                || (group.finished.size() >= width
                        && group.finished.get(width - 1).score()
                                >= options.score(most, options.maximumLength()));
    }

    private void grow(
            Group group,
            int width,
            List<Integer> chosen,
            ImageMemory memory,
            NDArray grid,
            boolean last) {
        List<Partial> candidates = new ArrayList<>();
        for (Partial partial : group.live) {
            double[] next =
                    new ReferenceSearch(options, decoder)
                            .nextLogProbabilities(memory, partial.words(), grid.getManager());
            for (int word = 0; word < next.length; word++) {
                int id = word;
                boolean possible = id == Vocabulary.END || (id > Vocabulary.UNKNOWN && !last);
                if (possible) {
                    List<Integer> words = new ArrayList<>(partial.words());
                    words.add(id);
                    double logProbability = partial.logProbability() + next[id];
                    long uses = chosen.stream().filter(each -> each == id).count();
                    double preference = logProbability - method.diversity() * uses;
                    candidates.add(new Partial(words, logProbability, preference));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Partial::preference).reversed());
        List<Partial> grown = new ArrayList<>();
        for (Partial each : candidates.subList(0, Math.min(2 * width, candidates.size()))) {
            if (grown.size() == width) {
                break;
            }
            if (each.last() == Vocabulary.END) {
                List<Integer> words = each.words().subList(0, each.words().size() - 1);
                double score = options.score(each.logProbability(), words.size());
                group.finished.add(new Hypothesis(words, each.logProbability(), score));
            } else {
                grown.add(each);
            }
        }
        group.finished.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        while (group.finished.size() > width) {
            group.finished.remove(group.finished.size() - 1);
        }
        group.live = grown;
    }
}
