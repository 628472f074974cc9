package org.captioner.decoder.training;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;

/**
 * An image to train on.
 *
 * @param id of the image
 * @param captions each a caption in word ids, ended by the end marker unless it was cut
 */
public record TrainingImage(String id, List<List<Integer>> captions) {
    public TrainingImage {
        captions = captions.stream().map(List::copyOf).toList();
    }

    /**
     * Encodes the captions of images; those without a caption are left out. A caption longer than
     * {@code maximumLength} words is cut and has no end marker then.
     */
    public static List<TrainingImage> encode(
            List<CaptionedImage> images,
            CaptionTokenizer tokenizer,
            Vocabulary vocabulary,
            int maximumLength) {
        List<TrainingImage> encoded = new ArrayList<>(images.size());
        for (CaptionedImage image : images) {
            List<List<Integer>> captions = new ArrayList<>();
            for (String caption : image.captions()) {
                List<String> words = tokenizer.tokenize(caption);
                if (!words.isEmpty()) {
                    captions.add(sentence(words, vocabulary, maximumLength));
                }
            }
            if (!captions.isEmpty()) {
                encoded.add(new TrainingImage(image.id(), captions));
            }
        }
        return encoded;
    }

    private static List<Integer> sentence(
            List<String> words, Vocabulary vocabulary, int maximumLength) {
        List<Integer> sentence = new ArrayList<>();
        words.stream().limit(maximumLength).map(vocabulary::id).forEach(sentence::add);
        if (words.size() <= maximumLength) {
            sentence.add(Vocabulary.END);
        }
        return sentence;
    }
}
