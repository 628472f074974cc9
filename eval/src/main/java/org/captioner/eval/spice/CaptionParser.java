package org.captioner.eval.spice;

import java.util.function.UnaryOperator;

/** Turns the text of a caption into the text of its parse, as {@link Parse#read} reads it. */
interface CaptionParser extends UnaryOperator<String> {
    /** Names the parser and its version in signatures and caches. */
    String version();
}
