package org.captioner.encoder.transform;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the square is mirrored, which doubles the views of a training photo. */
public enum Flip {
    /** As photographed. */
    @JsonProperty("none")
    NONE,
    /** Left and right exchanged. */
    @JsonProperty("horizontal")
    HORIZONTAL
}
