/**
 * Residual networks (He et al. 2015) from 18 to 152 layers: one description that every back end,
 * the counts and the drawings are made from, and the network itself as a DJL block with
 * torchvision's parameter names.
 *
 * <p>Not for photos or files of features; {@code encoder} and {@code store} have those.
 */
@NullMarked
package org.captioner.encoder.resnet;

import org.jspecify.annotations.NullMarked;
