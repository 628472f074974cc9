package org.captioner.dataset.scene;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.captioner.dataset.Split;

/** Makes up scenes, keeping to the {@link CompositionalSplit}. */
final class SceneSampler {
    private final SplittableRandom random;
    private int drawn;

    SceneSampler(SplittableRandom random) {
        this.random = random;
    }

    Scene next(Split split) {
        SceneObject first = object(split);
        SceneObject second = known();
        while (first.looksLike(second)) {
            second = known();
        }
        Relation relation = any(Relation.values());
        String image = String.format(Locale.ROOT, "scene-%05d.png", ++drawn);
        // The new pair must not always be the one that is named first.
        return random.nextBoolean()
                ? new Scene(image, split, first, relation, second)
                : new Scene(image, split, second, relation, first);
    }

    private SceneObject object(Split split) {
        if (split == Split.TRAIN) {
            return known();
        }
        List<CompositionalSplit.Pair> pairs = CompositionalSplit.withheldFor(split);
        CompositionalSplit.Pair pair = pairs.get(random.nextInt(pairs.size()));
        return new SceneObject(any(Size.values()), pair.colour(), pair.shape());
    }

    private SceneObject known() {
        while (true) {
            Colour colour = any(Colour.values());
            Shape shape = any(Shape.values());
            if (CompositionalSplit.home(colour, shape) == Split.TRAIN) {
                return new SceneObject(any(Size.values()), colour, shape);
            }
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
