package org.captioner.eval.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;

/**
 * What people score against each other: each reference in turn is the caption to judge, against the
 * others. A system is judged by one reference more, which raises most scores a little; to compare
 * fairly, score it against as many references as the people here.
 */
public final class HumanCeiling {
    private final Metric metric;

    public HumanCeiling(Metric metric) {
        this.metric = metric;
    }

    /**
     * The corpus scores by name, averaged over the turns; as many turns as the image with the
     * fewest references has references.
     *
     * @param items whose hypotheses are ignored
     * @throws InputException if an image has one reference only
     */
    public Map<String, Double> scores(List<EvaluationItem> items) {
        int turns = items.stream().mapToInt(item -> item.references().size()).min().orElse(0);
        if (turns < 2) {
            throw new InputException(
                    "the human ceiling needs at least 2 references for every image; the fewest here"
                            + " are "
                            + turns);
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            int left = turn;
            metric.score(items.stream().map(item -> leaveOut(item, left)).toList())
                    .corpus()
                    .forEach((name, score) -> means.merge(name, score / turns, Double::sum));
        }
        return Collections.unmodifiableMap(means);
    }

    private static EvaluationItem leaveOut(EvaluationItem item, int reference) {
        List<List<String>> others = new ArrayList<>(item.references());
        return new EvaluationItem(item.imageId(), others.remove(reference), others);
    }
}
