/**
 * Captions for photos
 *
 * <p>the {@code Captioner} and what it is made of.:Not for the command line; {@code app} holds
 * that.
 */
package org.captioner.decoder;
