package org.captioner.eval.meteor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Every match that is possible between a hypothesis and a reference, by the reference position it
 * starts at; per position in the order of the stages.
 */
final class Candidates {
    private final NormalizedCaption hypothesis;
    private final NormalizedCaption reference;
    private final List<List<Match>> byReference;
    private final int[] hypothesisCoverage;
    private final int[] referenceCoverage;

    /** The matches of all stages; identical captions go through the exact stage alone. */
    Candidates(
            NormalizedCaption hypothesis,
            NormalizedCaption reference,
            Optional<ParaphraseTable> paraphrases) {
        this.hypothesis = hypothesis;
        this.reference = reference;
        this.hypothesisCoverage = new int[hypothesis.length()];
        this.referenceCoverage = new int[reference.length()];
        this.byReference = new ArrayList<>(Collections.nCopies(reference.length(), List.of()));
        boolean same = hypothesis.sameWords(reference);
        for (int r = 0; r < reference.length(); r++) {
            if (same) {
                addEqual(r);
            } else {
                addWords(r);
            }
        }
        if (!same) {
            paraphrases.ifPresent(this::addPhrases);
        }
    }

    NormalizedCaption hypothesis() {
        return hypothesis;
    }

    NormalizedCaption reference() {
        return reference;
    }

    /** The matches that start at a reference position. */
    List<Match> at(int position) {
        return byReference.get(position);
    }

    /** Whether the position has one match only, and no other match covers any word of it. */
    boolean isCertain(int position) {
        List<Match> matches = byReference.get(position);
        if (matches.size() != 1) {
            return false;
        }
        Match match = matches.get(0);
        return coveredOnce(hypothesisCoverage, match.hypothesisStart(), match.hypothesisEnd())
                && coveredOnce(referenceCoverage, match.referenceStart(), match.referenceEnd());
    }

    private void addEqual(int r) {
        for (int h = 0; h < hypothesis.length(); h++) {
            if (hypothesis.word(h) == reference.word(r)) {
                add(new Match(Module.EXACT, h, 1, r, 1));
            }
        }
    }

    /** Adds what matches one reference word, stage after stage. */
    private void addWords(int r) {
        Word word = reference.word(r);
        boolean stems = false;
        boolean synonyms = false;
        for (int h = 0; h < hypothesis.length(); h++) {
            Word other = hypothesis.word(h);
            if (other == word) {
                add(new Match(Module.EXACT, h, 1, r, 1));
            } else {
                stems |= other.sharesStem(word);
                synonyms |= other.sharesSynset(word);
            }
        }
        if (stems) {
            addOthers(Module.STEM, r, Word::sharesStem);
        }
        if (synonyms) {
            addOthers(Module.SYNONYM, r, Word::sharesSynset);
        }
    }

    private void addOthers(Module module, int r, BiPredicate<Word, Word> matches) {
        Word word = reference.word(r);
        for (int h = 0; h < hypothesis.length(); h++) {
            Word other = hypothesis.word(h);
            if (other != word && matches.test(other, word)) {
                add(new Match(module, h, 1, r, 1));
            }
        }
    }

    private void addPhrases(ParaphraseTable table) {
        for (Phrase r : reference.phrases()) {
            for (Phrase h : hypothesis.phrases()) {
                if (table.contains(h, r)) {
                    add(new Match(Module.PARAPHRASE, h.start(), h.length(), r.start(), r.length()));
                }
            }
        }
    }

    private void add(Match match) {
        int position = match.referenceStart();
        if (byReference.get(position).isEmpty()) {
            byReference.set(position, new ArrayList<>(2));
        }
        byReference.get(position).add(match);
        for (int h = match.hypothesisStart(); h < match.hypothesisEnd(); h++) {
            hypothesisCoverage[h]++;
        }
        for (int r = match.referenceStart(); r < match.referenceEnd(); r++) {
            referenceCoverage[r]++;
        }
    }

    private static boolean coveredOnce(int[] coverage, int from, int to) {
        for (int i = from; i < to; i++) {
            if (coverage[i] != 1) {
                return false;
            }
        }
        return true;
    }
}
