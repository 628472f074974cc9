/**
 * Pages for people: one HTML file with everything in it, to be opened, mailed or kept.
 *
 * <p>Not for data that programs read on; commands write CSV and JSON for those.
 */
@NullMarked
package org.captioner.pipeline.report;

import org.jspecify.annotations.NullMarked;
