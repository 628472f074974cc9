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

    /**
     * Five ways of saying it, all true and complete; see {@link SceneJudge} for what else is. The
     * first word tells which object comes first: after "a" and "there" the left or upper one, after
     * "the" the other.
     */
    @JsonIgnore
    public List<String> captions() {
        boolean inOrder = relation == Relation.LEFT_OF || relation == Relation.ABOVE;
        Relation forth = inOrder ? relation : relation.inverse();
        Relation back = forth.inverse();
        String a = (inOrder ? first : second).phrase();
        String b = (inOrder ? second : first).phrase();
        return List.of(
                "a " + a + " " + forth.words() + " a " + b,
                "there is a " + a + " " + forth.otherWords() + " a " + b,
                "a " + a + " with a " + b + " " + back.ofIt(),
                "the " + b + " is " + back.words() + " the " + a,
                "the " + b + " is " + back.otherWords() + " the " + a);
    }
}
