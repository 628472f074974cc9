package org.captioner.dataset.scene;

import java.util.Objects;

/** One drawn object, as its words describe it. */
public record SceneObject(Size size, Colour colour, Shape shape) {
    public SceneObject {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(colour, "colour");
        Objects.requireNonNull(shape, "shape");
    }

    /** Size, colour, shape: {@code small red circle}. */
    String phrase() {
        return size.word() + " " + colour.word() + " " + shape.word();
    }

    /** Whether both have the same colour and shape, so that only size could tell them apart. */
    boolean looksLike(SceneObject other) {
        return colour == other.colour && shape == other.shape;
    }
}
