package org.captioner.app.bench;

import java.util.OptionalLong;

/**
 * How one encoder did on this machine.
 *
 * @param network such as {@code resnet50}
 * @param backend that computed it
 * @param parameters learnt numbers of what ran: the trunk, without a head
 * @param multiplyAdds per photo of what ran; empty where they are not known
 * @param photosPerSecond of all workers together
 * @param cpuMilliseconds of processor time per photo, over all threads
 * @param grownBytes resident memory at its highest less what was resident before the encoder was
 *     made, at least 0; less than the encoder's own need where encoders before it left memory free;
 *     empty where the system does not tell
 * @param shareOfPeak of the multiply-adds that this machine's best convolution reached in the same
 *     run with as many workers; reduced precision may exceed 1; 0 where the work is not known
 */
public record EncoderMeasurement(
        String network,
        String backend,
        long parameters,
        OptionalLong multiplyAdds,
        double photosPerSecond,
        double cpuMilliseconds,
        OptionalLong grownBytes,
        double shareOfPeak) {}
