package org.captioner.dataset.scene;

import java.util.Collection;
import java.util.function.ToIntFunction;

/**
 * Shares, 0 to 1, of what captions say rightly about their scenes.
 *
 * @param scenes how many were judged
 * @param size of two sizes a scene
 * @param colour of two colours a scene
 * @param shape of two shapes a scene
 * @param relation of one relation a scene
 * @param exact of whole captions: every attribute right and nothing superfluous
 */
public record SceneAccuracy(
        int scenes, double size, double colour, double shape, double relation, double exact) {
    /** The means over captions; all zero if there are none. */
    public static SceneAccuracy of(Collection<SceneVerdict> verdicts) {
        return new SceneAccuracy(
                verdicts.size(),
                mean(verdicts, SceneVerdict::sizes, 2),
                mean(verdicts, SceneVerdict::colours, 2),
                mean(verdicts, SceneVerdict::shapes, 2),
                mean(verdicts, SceneVerdict::relations, 1),
                mean(verdicts, verdict -> verdict.isExact() ? 1 : 0, 1));
    }

    private static double mean(
            Collection<SceneVerdict> verdicts, ToIntFunction<SceneVerdict> right, int most) {
        return verdicts.stream().mapToInt(right).average().orElse(0) / most;
    }
}
