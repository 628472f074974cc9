package org.captioner.eval.defect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many of some captions have a defect.
 *
 * @param captions how many there are
 * @param defective how many have a defect of any kind
 * @param kinds what was found of each kind
 */
public record Defects(int captions, int defective, Map<DefectKind, Found> kinds) {
    private static final int MOST_EXAMPLES = 5;

    /**
     * Defects of one kind.
     *
     * @param count how many captions have it
     * @param examples the first of them, at most five, words joined by blanks
     */
    public record Found(int count, List<String> examples) {
        public Found {
            examples = List.copyOf(examples);
        }
    }

    public Defects {
        kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
    }

    /** Counts over captions, tokenised as metrics read them: lower case, no punctuation. */
    public static Defects of(List<List<String>> captions) {
        Map<DefectKind, Found> kinds = new EnumMap<>(DefectKind.class);
        for (DefectKind kind : DefectKind.values()) {
            kinds.put(kind, find(kind, captions));
        }
        long defective = captions.stream().filter(Defects::isDefective).count();
        return new Defects(captions.size(), Math.toIntExact(defective), kinds);
    }

    private static Found find(DefectKind kind, List<List<String>> captions) {
        int count = 0;
        List<String> examples = new ArrayList<>();
        for (List<String> caption : captions) {
            if (kind.isIn(caption)) {
                count++;
                if (examples.size() < MOST_EXAMPLES) {
                    examples.add(String.join(" ", caption));
                }
            }
        }
        return new Found(count, examples);
    }

    private static boolean isDefective(List<String> caption) {
        for (DefectKind kind : DefectKind.values()) {
            if (kind.isIn(caption)) {
                return true;
            }
        }
        return false;
    }
}
