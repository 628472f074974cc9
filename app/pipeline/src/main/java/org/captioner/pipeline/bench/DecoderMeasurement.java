package org.captioner.pipeline.bench;

import java.util.OptionalLong;

/**
 * How one decoder did on this machine.
 *
 * @param decoder its kind
 * @param work such as {@code train, bfloat16} or {@code beam 5}
 * @param captionsPerSecond generated, or trained on
 * @param cpuMilliseconds of processor time per caption, over all threads
 * @param grownBytes resident memory at the end less that after the first tenth of the work; empty
 *     where the system does not report it
 */
public record DecoderMeasurement(
        String decoder,
        String work,
        double captionsPerSecond,
        double cpuMilliseconds,
        OptionalLong grownBytes) {}
