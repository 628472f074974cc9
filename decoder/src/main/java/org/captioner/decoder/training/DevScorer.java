package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.IndefiniteArticle;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.search.Hypothesis;
import org.captioner.decoder.search.Search;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.registry.MetricRegistry;

/** Captions the dev split with the decoder as it stands, scores the captions, takes the loss. */
public final class DevScorer {
    private static final List<String> ALWAYS = List.of("bleu", "cider");
    private static final int IMAGES_AT_ONCE = 64;

    private final List<CaptionedImage> images;
    private final List<List<List<String>>> references;
    private final FeatureSource source;
    private final Vocabulary vocabulary;
    private final CaptionTokenizer tokenizer;
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
        this.tokenizer = tokenizer;
        this.search = search;
        this.images = images.stream().filter(image -> !image.captions().isEmpty()).toList();
        references =
                this.images.stream()
                        .map(image -> image.captions().stream().map(tokenizer::tokenize).toList())
                        .toList();
    }

    /** BLEU and CIDEr, which are always scored, and those of the deciding formula. */
    static List<Metric> metrics(Collection<MetricEntry> deciding) {
        Set<MetricEntry> entries = new LinkedHashSet<>();
        ALWAYS.forEach(name -> entries.add(MetricRegistry.find(name)));
        entries.addAll(deciding);
        return MetricRegistry.create(entries, MetricContext.standard());
    }

    /**
     * Captions and scores.
     *
     * @param cancelled asked before each batch; once true the result is empty
     */
    Optional<DevResult> score(
            CaptionDecoder decoder,
            List<Metric> metrics,
            NDManager parent,
            BooleanSupplier cancelled) {
        List<EvaluationItem> items = new ArrayList<>(images.size());
        DevLoss loss =
                new DevLoss(
                        TrainingImage.encode(
                                images, tokenizer, vocabulary, decoder.shape().maximumLength()));
        Search searcher = search.searchForBest(vocabulary);
        for (int from = 0; from < images.size(); from += IMAGES_AT_ONCE) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            int to = Math.min(images.size(), from + IMAGES_AT_ONCE);
            List<FeatureSource.View> views =
                    images.subList(from, to).stream()
                            .map(image -> FeatureSource.View.plain(image.id()))
                            .toList();
            try (NDManager manager = parent.newSubManager();
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray grids = source.encode(views, manager);
                List<List<Hypothesis>> found = searcher.search(decoder, new NDList(grids));
                for (int i = 0; i < found.size(); i++) {
                    List<String> words =
                            found.get(i).get(0).words().stream().map(vocabulary::word).toList();
                    items.add(
                            new EvaluationItem(
                                    images.get(from + i).id(),
                                    IndefiniteArticle.corrected(words),
                                    references.get(from + i)));
                }
                loss.add(
                        decoder,
                        decoder.encodeMemory(grids, Mode.INFERENCE),
                        views.stream().map(FeatureSource.View::imageId).toList(),
                        manager);
            }
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        metrics.forEach(metric -> scores.putAll(metric.score(items).corpus()));
        return Optional.of(new DevResult(scores, loss.mean()));
    }

    /** How many images are scored. */
    public int images() {
        return images.size();
    }

    /** The words by id. */
    String word(int id) {
        return vocabulary.word(id);
    }
}
