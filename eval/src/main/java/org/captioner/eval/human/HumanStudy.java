package org.captioner.eval.human;

import org.captioner.dataset.InputException;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Judged captions as items that any metric can score, by the protocol of the literature, so that
 * the correlations compare with published ones. Every data point is an item of its own: CIDEr's
 * document frequencies run over all of them, repeats included.
 *
 * <pre>{@code
 * HumanStudy expert =
 *         HumanStudy.expert(JudgementFile.EXPERT.read(file), captionsByImage);
 * double tau = expert.correlate(new Cider()).get("CIDEr").c();
 * }</pre>
 */
public final class HumanStudy {
    private final List<EvaluationItem> items;
    private final double[] ratings;

    private HumanStudy(List<EvaluationItem> items, double[] ratings) {
        this.items = items;
        this.ratings = ratings;
    }

    /**
     * The Flickr8k-Expert protocol: pairs whose caption is among the image's own references are
     * dropped, and every rating is a point. The literature reports tau-c.
     *
     * @param captions raw captions by image id, in the order that caption ids count
     * @throws InputException if a judged image has no captions or a judged caption does not exist
     */
    public static HumanStudy expert(
            List<Judgement> judgements, Map<String, List<String>> captions) {
        Captions texts = new Captions(captions);
        List<Judgement> kept =
                judgements.stream()
                        .filter(
                                judgement ->
                                        !texts.of(judgement.imageId())
                                                .contains(texts.text(judgement)))
                        .toList();
        return build(kept, texts, Map.of());
    }

    /**
     * The Flickr8k-CF protocol: a judged caption that is one of its image's references is removed
     * from that image's references, for all captions judged of the image. Each judged caption
     * removes one reference, even where several have its text. The literature reports tau-b.
     *
     * @param captions raw captions by image id, in the order that caption ids count
     * @throws InputException if a judged image has no captions, a judged caption does not exist, or
     *     no reference of an image is left
     */
    public static HumanStudy crowdFlower(
            List<Judgement> judgements, Map<String, List<String>> captions) {
        Captions texts = new Captions(captions);
        Map<String, Map<String, String>> judged = new HashMap<>();
        for (Judgement judgement : judgements) {
            judged.computeIfAbsent(judgement.imageId(), id -> new HashMap<>())
                    .put(judgement.captionId(), texts.text(judgement));
        }
        return build(judgements, texts, judged);
    }

    /** The number of data points. */
    public int points() {
        return ratings.length;
    }

    /** One item per data point, in the order of the judgements. */
    List<EvaluationItem> items() {
        return items;
    }

    /**
     * The correlation of each of a metric's image scores with the ratings, by the score's name;
     * over those points alone that have the score, if there are images without it.
     */
    public Map<String, KendallTau> correlate(Metric metric) {
        MetricResult result = metric.score(items);
        Map<String, KendallTau> taus = new LinkedHashMap<>();
        for (String name : result.corpus().keySet()) {
            double[] scores =
                    items.stream()
                            .mapToDouble(item -> result.image(item.imageId()).get(name))
                            .toArray();
            int[] scored =
                    IntStream.range(0, scores.length)
                            .filter(i -> !Double.isNaN(scores[i]))
                            .toArray();
            taus.put(name, KendallTau.compute(select(scores, scored), select(ratings, scored)));
        }
        return Collections.unmodifiableMap(taus);
    }

    private static double[] select(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static HumanStudy build(
            List<Judgement> judgements, Captions texts, Map<String, Map<String, String>> removed) {
        List<EvaluationItem> items = new ArrayList<>();
        List<Double> ratings = new ArrayList<>();
        Map<String, List<List<String>>> references = new HashMap<>();
        for (Judgement judgement : judgements) {
            String image = judgement.imageId();
            List<List<String>> tokens =
                    references.computeIfAbsent(
                            image, id -> texts.references(id, removed.getOrDefault(id, Map.of())));
            for (double rating : judgement.ratings()) {
                String id = items.size() + " " + image + " " + judgement.captionId();
                items.add(new EvaluationItem(id, texts.tokens(texts.text(judgement)), tokens));
                ratings.add(rating);
            }
        }
        return new HumanStudy(
                List.copyOf(items), ratings.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Caption texts by image, with tokens made once per text. */
    private static final class Captions {
        private final Map<String, List<String>> byImage = new HashMap<>();
        private final Map<String, List<String>> tokens = new HashMap<>();
        private final CaptionTokenizer tokenizer = new CaptionTokenizer();

        Captions(Map<String, List<String>> captions) {
            captions.forEach(
                    (id, texts) -> byImage.put(id, texts.stream().map(Captions::tidy).toList()));
        }

        List<String> of(String image) {
            List<String> texts = byImage.get(image);
            if (texts == null) {
                throw new InputException(
                        "image "
                                + image
                                + " was judged but has no captions; give the captions of all splits"
                                + " as references");
            }
            return texts;
        }

        String text(Judgement judgement) {
            String id = judgement.captionId();
            int hash = id.lastIndexOf('#');
            String image = hash < 0 ? id : id.substring(0, hash);
            List<String> texts = of(image);
            try {
                return texts.get(Integer.parseInt(id.substring(hash + 1)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new InputException(
                        "judged caption "
                                + id
                                + " does not exist; caption ids are <image>#<number from 0>, and "
                                + image
                                + " has "
                                + texts.size()
                                + " captions",
                        e);
            }
        }

        List<String> tokens(String text) {
            return tokens.computeIfAbsent(text, tokenizer::tokenize);
        }

        /** The references of an image but one for each of the judged texts that is among them. */
        List<List<String>> references(String image, Map<String, String> judgedById) {
            List<String> kept = new ArrayList<>(of(image));
            judgedById.values().forEach(kept::remove);
            if (kept.isEmpty()) {
                throw new InputException(
                        "every reference of image "
                                + image
                                + " was judged, so none is left to score against; give captions"
                                + " with more references of that image");
            }
            return kept.stream().map(this::tokens).toList();
        }

        private static String tidy(String text) {
            return text.strip().replaceAll("\\s+", " ");
        }
    }
}
