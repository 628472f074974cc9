package org.captioner.dataset.text;

import edu.stanford.nlp.process.PTBTokenizer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The one caption tokenizer, for vocabulary and scores alike: Penn Treebank tokens in lower case
 * without punctuation, equal to those of coco-caption (X. Chen et al. 2015, arXiv:1504.00325),
 * which runs CoreNLP 3.4.1. {@code docs/tokenizer.md} lists the odd text where they differ.
 * Instances hold no state and may be shared by threads; the default locale does not matter.
 *
 * <pre>{@code
 * new CaptionTokenizer().tokenize("Two men's dogs don't run .");  // two men 's dogs do n't run
 * }</pre>
 */
public final class CaptionTokenizer {
    private static final String OPTIONS =
            "ptb3Escaping=true,normalizeCurrency=true,splitAssimilations=false,"
                    + "untokenizable=noneDelete,invertible=false";

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
        List<String> tokens = treebankTokens(caption);
        tokens.removeIf(PUNCTUATION::contains);
        return List.copyOf(tokens);
    }

    /** Lower-case tokens with punctuation, in a list of the caller's own. */
    List<String> treebankTokens(String caption) {
        return PlainCaption.tokens(caption, CaptionTokenizer::lexed)
                .orElseGet(() -> lexed(caption));
    }

    /** What the lexer makes of any caption. */
    static List<String> lexed(String caption) {
        String text = PtbDialect.prepare(caption) + "\n";
        PTBTokenizer<PtbToken> lexer =
                new PTBTokenizer<>(new StringReader(text), PtbToken.FACTORY, OPTIONS);
        List<PtbToken> lexed = new ArrayList<>();
        while (lexer.hasNext()) {
            lexed.add(lexer.next());
        }
        return PtbDialect.tokens(lexed, text);
    }
}
