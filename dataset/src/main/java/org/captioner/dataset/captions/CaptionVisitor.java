package org.captioner.dataset.captions;

import org.captioner.dataset.DatasetProblem;

/** Takes what a file of captions holds, in the order of the file. */
public interface CaptionVisitor {
    /** One entry. An image may come in several, one of which may hold its file name only. */
    void entry(CaptionEntry entry);

    /** Something that was stepped over and that a person should know of. */
    default void problem(DatasetProblem problem) {}
}
