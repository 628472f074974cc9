/**
 * Pages for people: one HTML file with everything in it, to be opened, mailed or kept.
 *
 * <p>Not for data that programs read on; commands write CSV and JSON for those.
 */
package org.captioner.pipeline.report;
