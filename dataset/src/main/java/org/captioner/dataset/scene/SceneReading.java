package org.captioner.dataset.scene;

import java.util.Optional;

/**
 * What a caption says: {@code first} is {@code relation} {@code second}, as far as it says so.
 *
 * @param superfluous objects beyond two and relations beyond one
 */
record SceneReading(
        ObjectReading first, Optional<Relation> relation, ObjectReading second, int superfluous) {
    /** One object; what is not said, or said twice, is empty. */
    record ObjectReading(Optional<Size> size, Optional<Colour> colour, Optional<Shape> shape) {
        static final ObjectReading NONE =
                new ObjectReading(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same statement the other way round. */
    SceneReading inverse() {
        return new SceneReading(second, relation.map(Relation::inverse), first, superfluous);
    }
}
