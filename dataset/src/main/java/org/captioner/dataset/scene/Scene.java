package org.captioner.dataset.scene;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import org.captioner.dataset.Split;

/**
 * What one picture shows: {@code first} is {@code relation} {@code second}.
 *
 * @param image the picture's file name, which is its image id
 * @param split the part it plays
 */
public record Scene(
        String image, Split split, SceneObject first, Relation relation, SceneObject second) {
    public Scene {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(relation, "relation");
        if (first.looksLike(second)) {
            throw new IllegalArgumentException(
                    image + ": both objects are a " + first.colour() + " " + first.shape());
        }
    }

    /** Five ways of saying it, all true and complete; see {@link SceneJudge} for what else is. */
    @JsonIgnore
    public List<String> captions() {
        String a = first.phrase();
        String b = second.phrase();
        Relation inverse = relation.inverse();
        return List.of(
                "a " + a + " " + relation.words() + " a " + b,
                "a " + b + " " + inverse.words() + " a " + a,
                "there is a " + a + " " + relation.otherWords() + " a " + b,
                "the " + a + " is " + relation.words() + " the " + b,
                "a " + a + " with a " + b + " " + inverse.ofIt());
    }
}
