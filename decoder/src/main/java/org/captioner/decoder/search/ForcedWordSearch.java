package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Grid beam search (<a href="https://arxiv.org/abs/1704.07138">Hokamp and Liu 2017</a>) for single
 * words: sentences with equally many of the forced words compete with one another only, in banks of
 * {@code beams} sentences each, and only those with all words may end.
 */
final class ForcedWordSearch implements Search {
    private final SearchOptions options;
    private final Constraints constraints;
    private final int wanted;
    private final int banks;

    /**
     * @param constraints with at least one forced word
     * @param wanted as in {@link BeamSearch}
     */
    ForcedWordSearch(SearchOptions options, Constraints constraints, int wanted) {
        this.options = options;
        this.constraints = constraints;
        this.wanted = wanted;
        banks = constraints.forced().size() + 1;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        int longest = Decoding.longest(options, decoder);
        int rows = banks * options.beams();
        try (Decoding decoding = new Decoding(decoder, features, rows, longest, constraints)) {
            return search(decoding, longest);
        }
    }

    private List<List<Hypothesis>> search(Decoding decoding, int longest) {
        List<BankedBeam> beams = new ArrayList<>();
        for (int image = 0; image < decoding.images(); image++) {
            beams.add(new BankedBeam(options, constraints.forced(), wanted, longest));
        }
        int rowsOfImage = banks * options.beams();
        long[] parents = new long[beams.size() * rowsOfImage];
        long[] words = new long[parents.length];
        float[] logProbabilities = new float[parents.length];
        for (int length = 0; !beams.stream().allMatch(BankedBeam::isDone); length++) {
            for (int image = 0; image < beams.size(); image++) {
                beams.get(image).fill(parents, words, logProbabilities, image * rowsOfImage);
            }
            if (length > 0) {
                decoding.advance(parents, words);
            }
            NDArray scores = decoding.logProbabilities();
            if (length == longest) {
                float[] end = scores.get(":," + Vocabulary.END).toFloatArray();
                for (int image = 0; image < beams.size(); image++) {
                    int first = image * rowsOfImage;
                    beams.get(image).close(Arrays.copyOfRange(end, first, first + rowsOfImage));
                }
            } else {
                grow(beams, scores.addi(decoding.column(logProbabilities)));
            }
        }
        return beams.stream().map(this::found).toList();
    }

    private List<Hypothesis> found(BankedBeam beam) {
        List<Hypothesis> found = beam.hypotheses();
        if (found.isEmpty()) {
            throw new InputException(
                    "no caption of at most "
                            + options.maximumLength()
                            + " words keeps all rules and holds the forced words; raise the maximum"
                            + " length or leave out a rule");
        }
        return found;
    }

    /** Gives each beam its candidates; {@code total} is (rows, vocabulary). */
    private void grow(List<BankedBeam> beams, NDArray total) {
        int width = options.beams();
        int vocabulary = Math.toIntExact(total.getShape().get(1));
        List<float[]> ofForced = new ArrayList<>();
        for (int word : constraints.forced()) {
            ofForced.add(total.get(":," + word).toFloatArray());
        }
        NDList best =
                total.scatter(leftToBanks(beams, total), impossible(beams, total), 1)
                        .reshape((long) beams.size() * banks, -1)
                        .topK(Math.min(2 * width, width * vocabulary), 1, true, true);
        float[] values = best.get(0).toFloatArray();
        long[] indices = best.get(1).toLongArray();
        int perBank = values.length / (beams.size() * banks);
        for (int image = 0; image < beams.size(); image++) {
            List<BankedBeam.Candidate> candidates = new ArrayList<>();
            for (int bank = 0; bank < banks; bank++) {
                int first = (image * banks + bank) * perBank;
                for (int i = first; i < first + perBank; i++) {
                    int row = bank * width + Math.toIntExact(indices[i] / vocabulary);
                    int word = Math.toIntExact(indices[i] % vocabulary);
                    candidates.add(new BankedBeam.Candidate(values[i], row, word));
                }
            }
            for (int row = 0; row < banks * width; row++) {
                for (int word : beams.get(image).missing(row)) {
                    float value =
                            ofForced.get(constraints.forced().indexOf(word))[
                                    image * banks * width + row];
                    candidates.add(new BankedBeam.Candidate(value, row, word));
                }
            }
            beams.get(image).grow(candidates);
        }
    }

    /**
     * What does not compete within the row's bank, (rows, forced words + 1): missing forced words,
     * which lead to the next bank, and the end while words are missing.
     */
    private NDArray leftToBanks(List<BankedBeam> beams, NDArray total) {
        int width = constraints.forced().size() + 1;
        int rowsOfImage = banks * options.beams();
        long[] index = new long[beams.size() * rowsOfImage * width];
        Arrays.fill(index, Vocabulary.PAD);
        for (int row = 0; row < beams.size() * rowsOfImage; row++) {
            List<Integer> missing = beams.get(row / rowsOfImage).missing(row % rowsOfImage);
            for (int i = 0; i < missing.size(); i++) {
                index[row * width + i] = missing.get(i);
            }
            if (!missing.isEmpty()) {
                index[row * width + missing.size()] = Vocabulary.END;
            }
        }
        return total.getManager().create(index, new Shape(index.length / width, width));
    }

    private NDArray impossible(List<BankedBeam> beams, NDArray total) {
        long rows = (long) beams.size() * banks * options.beams();
        return total.getManager().full(new Shape(rows, banks), Decoding.IMPOSSIBLE);
    }
}
