package org.captioner.dataset.statistics;

import org.captioner.dataset.Split;

/**
 * One split in numbers.
 *
 * @param split which
 * @param images how many images it has
 * @param captions how many captions these have together
 * @param lengths of the captions in tokens, punctuation dropped
 */
public record SplitStatistics(Split split, int images, int captions, CaptionLengths lengths) {}
