/**
 * What a careful person asks of a score: how sure it is, whether one system beats another, what
 * people would reach, how varied the captions are.
 *
 * <p>Not for computing the scores; metrics do that, and hand over what each image adds.
 */
@NullMarked
package org.captioner.eval.statistics;

import org.jspecify.annotations.NullMarked;
