package org.captioner.decoder.training;

import java.util.List;

/**
 * A caption of a batch, as the loss takes it.
 *
 * @param image the row of the image it describes
 * @param words its ids, the end marker among them
 * @param weight of its negative log likelihood in the loss; below 0 it becomes less likely
 */
record WeightedCaption(int image, List<Integer> words, double weight) {}
