package org.captioner.pipeline.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How one encoder did on this machine.
 *
 * @param network such as {@code resnet50}
 * @param backend that computed it
 * @param parameters parameters of what ran: the trunk, without a head
 * @param multiplyAdds per photo of what ran; empty where they are not known
 * @param photosPerSecond of all workers together
 * @param cpuMilliseconds of processor time per photo, over all threads
 * @param peakMultiplyAdds per second of the yardstick convolution in float32, in the same process
 * @param residentBytes of the process at its highest, the making of the encoder included; empty
 *     where the system does not report it
 */
public record EncoderMeasurement(
        String network,
        String backend,
        long parameters,
        OptionalLong multiplyAdds,
        double photosPerSecond,
        double cpuMilliseconds,
        double peakMultiplyAdds,
        OptionalLong residentBytes) {
    /**
     * The share of a peak that was reached, where the work is known; reduced precision may exceed
     * 1.
     */
    public OptionalDouble shareOf(double peak) {
        return multiplyAdds.isPresent()
                ? OptionalDouble.of(multiplyAdds.getAsLong() * photosPerSecond / peak)
                : OptionalDouble.empty();
    }
}
