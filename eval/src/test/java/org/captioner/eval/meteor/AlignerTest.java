package org.captioner.eval.meteor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The beam of the search equals sorting every alternative and cutting, in a bounded memory. */
class AlignerTest {
    private static final Lexicon LEXICON = new Lexicon();

    private static Candidates candidates(List<String> hypothesis, List<String> reference) {
        return new Candidates(
                new NormalizedCaption(hypothesis, LEXICON, Optional.empty()),
                new NormalizedCaption(reference, LEXICON, Optional.empty()),
                Optional.empty());
    }

    @Test
    void theBeamEqualsSortingEveryAlternative() {
        Random random = new Random(7);
        String[] words = {"a", "dog", "dogs", "puppy", "runs", "running", "the"};
        for (int round = 0; round < 400; round++) {
            List<String> hypothesis = sentence(random, words);
            List<String> reference = sentence(random, words);
            assertEquals(
                    sortingAll(candidates(hypothesis, reference)),
                    Aligner.align(candidates(hypothesis, reference)),
                    hypothesis + " / " + reference);
        }
    }

    private static List<String> sentence(Random random, String... words) {
        List<String> sentence = new ArrayList<>();
        int length = 1 + random.nextInt(24);
        int kinds = 1 + random.nextInt(words.length);
        for (int i = 0; i < length; i++) {
            sentence.add(words[random.nextInt(kinds)]);
        }
        return sentence;
    }

    @Test
    void aCaptionOfThousandsOfEqualWordsTakesLittleMemory() {
        List<String> hypothesis = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            hypothesis.addAll(List.of("a", "dog"));
        }
        Candidates candidates =
                candidates(hypothesis, List.of("a", "dog", "and", "a", "dog", "on", "a", "lawn"));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        List<Match> matches = Aligner.align(candidates);

        // A copy for each of 40 paths and 4,000 matches, of a kilobyte each, is 160 MB a word.
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertEquals(5, matches.size());
        assertTrue(allocated < 40_000_000, allocated + " bytes");
    }

    /** The search as METEOR 1.5 writes it: all alternatives in a list, sorted, the best 40 kept. */
    private static List<Match> sortingAll(Candidates candidates) {
        int length = candidates.reference().length();
        Match[] certain = new Match[length];
        Path start = new Path(candidates.hypothesis().length(), length);
        for (int position = 0; position < length; position++) {
            if (candidates.isCertain(position)) {
                certain[position] = candidates.at(position).get(0);
                start.reserve(certain[position]);
            }
        }
        List<Path> paths = new ArrayList<>(List.of(start));
        for (int position = 0; position < length; position++) {
            paths.sort(Comparator.comparingLong(Path::rank));
            List<Path> kept = new ArrayList<>(paths.subList(0, Math.min(40, paths.size())));
            paths = new ArrayList<>();
            for (Path path : kept) {
                if (path.isReferenceUsed(position)) {
                    if (position >= path.next()) {
                        path.takeReserved(certain[position]);
                    }
                } else {
                    for (Match match :
                            certain[position] == null
                                    ? candidates.at(position)
                                    : List.<Match>of()) {
                        if (path.isFree(match)) {
                            paths.add(path.taking(match));
                        }
                    }
                    path.skip();
                }
                paths.add(path);
            }
        }
        paths.forEach(Path::closeChunk);
        paths.sort(Comparator.comparingLong(Path::rank));
        return paths.get(0).matches();
    }
}
