/**
 * Defects that a reader sees without the photo: repetitions, wrong articles, sentences that break
 * off.
 *
 * <p>Not for what a caption says of its photo; metrics compare that with references.
 */
@NullMarked
package org.captioner.eval.defect;

import org.jspecify.annotations.NullMarked;
