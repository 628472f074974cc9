package org.captioner.eval.spice;

import java.util.function.UnaryOperator;

/** Turns the text of a caption into the text of its parse, as {@link Parse#read} reads it. */
interface CaptionParser extends UnaryOperator<String> {
    /** What tells the parses of this parser from others', for signatures and caches. */
    String version();
}
