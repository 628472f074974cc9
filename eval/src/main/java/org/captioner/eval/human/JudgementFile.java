package org.captioner.eval.human;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.captioner.dataset.InputException;

/**
 * Reads the two kinds of judgement file that came with Flickr8k (Hodosh et al., "Framing image
 * description as a ranking task", JAIR 2013); both are tab-separated without a header. A file of
 * the other kind is refused: no line can be read as both.
 */
public enum JudgementFile {
    /**
     * {@code ExpertAnnotations.txt}: image, caption id, three ratings, each 1, 2, 3 or 4. The three
     * are three data points.
     */
    EXPERT("three ratings, each 1, 2, 3 or 4") {
        @Override
        boolean isValid(List<String> numbers) {
            return numbers.stream().allMatch(RATING.asMatchPredicate());
        }

        @Override
        List<Double> ratings(List<String> numbers) {
            return numbers.stream().map(Double::valueOf).toList();
        }
    },
    /**
     * {@code CrowdFlowerAnnotations.txt}: image, caption id, share of yes from 0 to 1, number of
     * yes, number of no. The share of yes is the rating.
     */
    CROWDFLOWER(
            "the share of yes from 0 to 1, the number of yes and the number of no, the share being"
                    + " yes / (yes + no)") {
        @Override
        boolean isValid(List<String> numbers) {
            if (!SHARE.matcher(numbers.get(0)).matches()
                    || !numbers.subList(1, NUMBERS).stream().allMatch(COUNT.asMatchPredicate())) {
                return false;
            }
            double share = Double.parseDouble(numbers.get(0));
            double yes = Double.parseDouble(numbers.get(1));
            double no = Double.parseDouble(numbers.get(2));
            return yes + no > 0 && Math.abs(share - yes / (yes + no)) <= SHARE_TOLERANCE;
        }

        @Override
        List<Double> ratings(List<String> numbers) {
            return List.of(Double.valueOf(numbers.get(0)));
        }
    };

    private static final Pattern RATING = Pattern.compile("[1-4](\\.0*)?");
    private static final Pattern SHARE = Pattern.compile("[01](\\.[0-9]*)?([eE]-?[0-9]{1,3})?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}(\\.0*)?");

    /** Shares may be rounded to two digits. */
    private static final double SHARE_TOLERANCE = 0.01;

    private static final int IDS = 2;
    private static final int NUMBERS = 3;

    private final String content;

    JudgementFile(String content) {
        this.content = content;
    }

    /** Whether the columns after the caption id are those of a file of this kind. */
    abstract boolean isValid(List<String> numbers);

    /** The data points of valid columns. */
    abstract List<Double> ratings(List<String> numbers);

    /**
     * Reads a file in the order of its lines; blank lines are skipped.
     *
     * @throws InputException if it cannot be read, a line has another form, or there is no line
     */
    public List<Judgement> read(Path file) {
        List<Judgement> judgements = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                judgements.add(judgement(line, file + " line " + number + ": "));
            }
        }
        if (judgements.isEmpty()) {
            throw new InputException(
                    file
                            + " holds no judgements; expected lines of an image, a caption id, "
                            + content
                            + ", separated by tabs");
        }
        return List.copyOf(judgements);
    }

    private Judgement judgement(String line, String place) {
        List<String> columns = List.of(line.strip().split("\\s*\t\\s*", -1));
        if (columns.size() != IDS + NUMBERS) {
            throw new InputException(
                    place + "expected 5 columns separated by tabs, found " + columns.size());
        }
        List<String> numbers = columns.subList(IDS, columns.size());
        if (!isValid(numbers)) {
            throw new InputException(
                    place + "expected " + content + ", found " + numbers + remedy(numbers));
        }
        return new Judgement(columns.get(0), columns.get(1), ratings(numbers));
    }

    private static String remedy(List<String> numbers) {
        for (JudgementFile kind : values()) {
            if (kind.isValid(numbers)) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                return "; this is a line of the other kind, so pass the file as " + name + "=FILE";
            }
        }
        return "; take the file as it came with Flickr8k";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InputException(
                    file + " is not text in UTF-8; take the file as it came with Flickr8k", e);
        } catch (IOException e) {
            throw new InputException("cannot read judgements " + file + ": " + e.getMessage(), e);
        }
    }
}
