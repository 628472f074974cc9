package org.captioner.dataset.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.dataset.scene.SceneReading.ObjectReading;

/**
 * Says how much of a generated caption is true of its scene: not by comparing sentences, but by
 * understanding them, so that "A left of B" and "B to the right of A" are the same.
 *
 * <p>A wrong caption does not say which of its objects is meant to be which; they are taken so that
 * most is right. Holds no state; may be shared by threads.
 */
public final class SceneJudge {
    /** Judges one caption. */
    public SceneVerdict judge(String caption, Scene scene) {
        SceneReading reading = SceneParser.parse(caption);
        SceneVerdict asSaid = compare(reading, scene);
        SceneVerdict turned = compare(reading.inverse(), scene);
        return turned.right() > asSaid.right() ? turned : asSaid;
    }

    /**
     * Judges one caption for each scene.
     *
     * @param captions by image id
     * @throws InputException if a scene has no caption
     */
    public SceneAccuracy judge(Map<String, String> captions, List<Scene> scenes) {
        List<SceneVerdict> verdicts = new ArrayList<>();
        for (Scene scene : scenes) {
            String caption = captions.get(scene.image());
            if (caption == null) {
                throw new InputException(
                        scene.image() + " has no caption; caption every scene to be judged");
            }
            verdicts.add(judge(caption, scene));
        }
        return SceneAccuracy.of(verdicts);
    }

    private static SceneVerdict compare(SceneReading reading, Scene scene) {
        ObjectReading first = reading.first();
        ObjectReading second = reading.second();
        return new SceneVerdict(
                is(first.size(), scene.first().size()) + is(second.size(), scene.second().size()),
                is(first.colour(), scene.first().colour())
                        + is(second.colour(), scene.second().colour()),
                is(first.shape(), scene.first().shape())
                        + is(second.shape(), scene.second().shape()),
                is(reading.relation(), scene.relation()),
                reading.superfluous());
    }

    private static <T> int is(Optional<T> said, T shown) {
        return said.isPresent() && said.get() == shown ? 1 : 0;
    }
}
