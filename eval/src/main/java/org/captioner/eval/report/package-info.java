/**
 * Scores of several systems side by side, for people and for programs: tables, JSON, a page, and
 * rows per image; with warnings about what makes scores mislead.
 *
 * <p>Not for computing scores, nor for reading captions.
 */
@NullMarked
package org.captioner.eval.report;

import org.jspecify.annotations.NullMarked;
