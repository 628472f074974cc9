/**
 * What is promised for the worst case, tried by killing, starving and misleading real processes;
 * {@code docs/reliability.md} lists the promises.
 *
 * <p>Not for what commands do when all is well.
 */
package org.captioner.cli.reliability;
