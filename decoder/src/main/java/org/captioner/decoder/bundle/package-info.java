/**
 * Model bundles: a folder that holds everything a photo's caption needs, and nothing that runs.
 *
 * <p>Not for the state of a training run; {@code training} keeps that beside a bundle.
 */
package org.captioner.decoder.bundle;
