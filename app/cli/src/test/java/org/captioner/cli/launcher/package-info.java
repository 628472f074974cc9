/**
 * Tests of the launcher script, against a pretended Maven and JDK.
 *
 * <p>Not for the program that it launches.
 */
package org.captioner.cli.launcher;
