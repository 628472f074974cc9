package org.captioner.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The heading above options in usage help: of all options of a class, or of one option, whose own
 * heading counts more than its class's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@interface OptionSection {
    /** Of the options that most people need: they come first, without a heading. */
    String USUAL = "";

    /** What is read: captions and photos. */
    String DATASET = "Dataset";

    /** What computes features, and how photos are shown to it. */
    String ENCODER = "Encoder and features";

    /** Scores, and what they are counted with. */
    String SCORES = "Scores";

    /** How the weights are learnt. */
    String RECIPE = "Recipe";

    /** A noun, such as {@code Search}, or {@link #USUAL}. */
    String value();
}
