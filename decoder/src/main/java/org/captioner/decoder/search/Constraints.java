package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;

/**
 * All rules of a search, on word ids.
 *
 * @param each asked before every word
 * @param forbidden ids that no sentence may hold
 * @param forced ids that every sentence must hold; {@link ForcedWordSearch} sees to them
 */
record Constraints(List<Constraint> each, List<Integer> forbidden, List<Integer> forced) {
    static final Constraints NONE = new Constraints(List.of(), List.of(), List.of());

    Constraints {
        each = List.copyOf(each);
        forbidden = List.copyOf(forbidden);
        forced = List.copyOf(forced);
    }

    /** Whether what may come next depends on the sentence. */
    boolean watchSentences() {
        return !each.isEmpty();
    }

    /**
     * Words that may not come next, beyond those that are always forbidden; the end marker is among
     * them only where some word is left.
     */
    List<Integer> ruledOut(List<Integer> sentence, int longest, int vocabulary) {
        BitSet out = new BitSet(vocabulary);
        each.forEach(rule -> rule.ruleOut(sentence, longest, out::set));
        if (out.get(Vocabulary.END)) {
            BitSet all = (BitSet) out.clone();
            forbidden.forEach(all::set);
            all.set(0, Vocabulary.UNKNOWN + 1);
            if (all.cardinality() == vocabulary) {
                out.clear(Vocabulary.END);
            }
        }
        List<Integer> ids = new ArrayList<>(out.cardinality());
        out.stream().forEach(ids::add);
        return ids;
    }
}
