package org.captioner.decoder.search;

import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.captioner.decoder.network.IncrementalDecoder;
import org.captioner.eval.Cider;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.MetricResult;

/**
 * Ranks the candidates of other searches by how much they are like one another (minimum Bayes risk,
 * <a href="https://aclanthology.org/N04-1022">Kumar and Byrne 2004</a>; for captions, <a
 * href="https://arxiv.org/abs/1505.04467">Devlin et al. 2015</a>):
 *
 * <pre>
 *   score(c) = 1/(N - 1) sum_{c' other than c} CIDEr-D(c, c')
 * </pre>
 *
 * <p>A sentence that several searches or samples have found counts as often as it was found. All
 * n-grams weigh the same: a bundle holds no document frequencies, and those of the candidates would
 * give no weight to what all of them say.
 */
final class ConsensusSearch implements Search {
    /** Two documents without a word: each n-gram is equally rare. */
    private static final Cider SIMILARITY =
            new Cider(DocumentFrequencies.of("equal", List.of(List.of(), List.of())));

    private final List<Search> sources;
    private final int most;

    /**
     * @param sources of candidates
     * @param most hypotheses to return for each image
     */
    ConsensusSearch(List<Search> sources, int most) {
        this.sources = List.copyOf(sources);
        this.most = most;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        List<List<Hypothesis>> candidates = new ArrayList<>();
        for (Search source : sources) {
            List<List<Hypothesis>> found = source.search(decoder, features);
            for (int image = 0; image < found.size(); image++) {
                if (candidates.size() == image) {
                    candidates.add(new ArrayList<>());
                }
                candidates.get(image).addAll(found.get(image));
            }
        }
        return candidates.stream().map(this::ranked).toList();
    }

    private List<Hypothesis> ranked(List<Hypothesis> candidates) {
        if (candidates.size() == 1) {
            return List.copyOf(candidates);
        }
        List<List<String>> tokens =
                candidates.stream()
                        .map(each -> each.words().stream().map(String::valueOf).toList())
                        .toList();
        List<EvaluationItem> items = new ArrayList<>();
        Map<List<Integer>, Hypothesis> different = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            Hypothesis candidate = candidates.get(i);
            if (different.putIfAbsent(candidate.words(), candidate) == null) {
                List<List<String>> others = new ArrayList<>(tokens);
                others.remove(i);
                items.add(new EvaluationItem(Integer.toString(i), tokens.get(i), others));
            }
        }
        MetricResult result = SIMILARITY.score(items);
        List<Hypothesis> ranked = new ArrayList<>();
        for (EvaluationItem item : items) {
            Hypothesis candidate = candidates.get(Integer.parseInt(item.imageId()));
            double score =
                    Objects.requireNonNull(
                            result.image(item.imageId()).get(SIMILARITY.name()), "CIDEr");
            ranked.add(new Hypothesis(candidate.words(), candidate.logProbability(), score));
        }
        // Stable: of equals the one that was found first, by the more certain search.
        ranked.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        return List.copyOf(ranked.subList(0, Math.min(most, ranked.size())));
    }
}
