package org.captioner.decoder.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.search.Hypothesis;
import org.captioner.decoder.search.Search;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.EvaluationItem;

/** Captions the dev split with the decoder as it stands and scores the captions. */
public final class DevScorer {
    /** The score that chooses the best epoch. */
    public static final String DECIDING = "CIDEr";

    private static final int IMAGES_AT_ONCE = 64;

    private final List<String> imageIds = new ArrayList<>();
    private final List<List<List<String>>> references = new ArrayList<>();
    private final FeatureSource source;
    private final Vocabulary vocabulary;
    private final SearchOptions search;

    /**
     * @param images to caption; those without a caption are left out
     * @param source of their grids
     * @param search for the captions
     */
    public DevScorer(
            List<CaptionedImage> images,
            FeatureSource source,
            Vocabulary vocabulary,
            CaptionTokenizer tokenizer,
            SearchOptions search) {
        this.source = source;
        this.vocabulary = vocabulary;
        this.search = search;
        for (CaptionedImage image : images) {
            if (!image.captions().isEmpty()) {
                imageIds.add(image.id());
                references.add(image.captions().stream().map(tokenizer::tokenize).toList());
            }
        }
    }

    /** Scores by name: BLEU-1 to BLEU-4 and CIDEr, as fractions as the metrics define them. */
    Map<String, Double> score(CaptionDecoder decoder, NDManager parent) {
        List<EvaluationItem> items = new ArrayList<>(imageIds.size());
        Search searcher = search.searchForBest();
        for (int from = 0; from < imageIds.size(); from += IMAGES_AT_ONCE) {
            int to = Math.min(imageIds.size(), from + IMAGES_AT_ONCE);
            List<FeatureSource.View> views =
                    imageIds.subList(from, to).stream().map(FeatureSource.View::plain).toList();
            try (NDManager manager = parent.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                List<List<Hypothesis>> found =
                        searcher.search(decoder, new NDList(source.encode(views, manager)));
                for (int i = 0; i < found.size(); i++) {
                    List<String> words =
                            found.get(i).get(0).words().stream().map(vocabulary::word).toList();
                    items.add(
                            new EvaluationItem(
                                    imageIds.get(from + i), words, references.get(from + i)));
                }
            }
        }
        Map<String, Double> scores = new LinkedHashMap<>(new Bleu().score(items).corpus());
        scores.putAll(new Cider().score(items).corpus());
        return scores;
    }

    /** How many images are scored. */
    public int images() {
        return imageIds.size();
    }
}
