package org.captioner.dataset.text;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.process.CoreLabelTokenFactory;
import edu.stanford.nlp.process.PTBTokenizer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The one caption tokenizer, for vocabulary and scores alike: Penn Treebank tokens in lower case
 * without punctuation, as coco-caption makes them. Instances hold no state and may be shared by
 * threads.
 */
public final class CaptionTokenizer {
    private static final String OPTIONS =
            "ptb3Escaping=true,normalizeCurrency=true,splitAssimilations=false";

    // coco-caption's list. Its brackets are upper case while tokens are lower case by then, so
    // parentheses survive as -lrb- and -rrb-; published scores contain that.
    private static final Set<String> PUNCTUATION =
            Set.of("''", "'", "``", "`", ".", "?", "!", ",", ":", "-", "--", "...", ";");

    /** What a score's signature says of the tokens it was made from. */
    public String signature() {
        return "ptb-lower-nopunct";
    }

    /**
     * Splits one caption; an empty caption, or one of punctuation alone, gives an empty list.
     *
     * @return an unmodifiable list
     */
    public List<String> tokenize(String caption) {
        PTBTokenizer<CoreLabel> tokens =
                new PTBTokenizer<>(
                        new StringReader(caption + "\n"), new CoreLabelTokenFactory(), OPTIONS);
        List<String> kept = new ArrayList<>();
        while (tokens.hasNext()) {
            String token = tokens.next().word().toLowerCase(Locale.ROOT);
            if (!PUNCTUATION.contains(token)) {
                kept.add(token);
            }
        }
        return List.copyOf(kept);
    }
}
