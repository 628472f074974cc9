package org.captioner.eval.human;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;

/**
 * Reads the two kinds of judgement file that came with Flickr8k (Hodosh et al., "Framing image
 * description as a ranking task", JAIR 2013); both are tab-separated without a header.
 */
public enum JudgementFile {
    /**
     * {@code ExpertAnnotations.txt}: image, caption id, three ratings from 1 to 4. The three are
     * three data points.
     */
    EXPERT {
        @Override
        List<Double> ratings(String[] columns) {
            List<Double> ratings = new ArrayList<>();
            for (int i = FIRST_NUMBER; i < columns.length; i++) {
                ratings.add(Double.valueOf(columns[i]));
            }
            return ratings;
        }
    },
    /**
     * {@code CrowdFlowerAnnotations.txt}: image, caption id, share of yes, number of yes, number of
     * no. The share of yes is the rating.
     */
    CROWDFLOWER {
        @Override
        List<Double> ratings(String[] columns) {
            return List.of(Double.valueOf(columns[FIRST_NUMBER]));
        }
    };

    private static final int FIRST_NUMBER = 2;
    private static final int COLUMNS = 5;

    abstract List<Double> ratings(String[] columns);

    /**
     * Reads a file in the order of its lines.
     *
     * @throws InputException if it is absent or a line has another form
     */
    public List<Judgement> read(Path file) {
        List<Judgement> judgements = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] columns = line.strip().split("\t", -1);
            if (columns.length != COLUMNS) {
                throw new InputException(
                        place(file, number)
                                + "expected 5 columns separated by tabs, found "
                                + columns.length);
            }
            try {
                judgements.add(new Judgement(columns[0], columns[1], ratings(columns)));
            } catch (NumberFormatException e) {
                throw new InputException(
                        place(file, number) + "not a number: " + e.getMessage(), e);
            }
        }
        return List.copyOf(judgements);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException("cannot read judgements " + file + ": " + e.getMessage(), e);
        }
    }

    private static String place(Path file, int line) {
        return file + " line " + line + ": ";
    }
}
