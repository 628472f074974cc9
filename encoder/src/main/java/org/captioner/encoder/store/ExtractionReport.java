package org.captioner.encoder.store;

import java.util.List;

/**
 * How filling a store went.
 *
 * @param encoded photos whose features were computed in this run
 * @param kept photos whose features were there already
 * @param failures photos that could not be read or stored, in the order of the dataset
 */
public record ExtractionReport(int encoded, int kept, List<PhotoFailure> failures) {
    public ExtractionReport {
        failures = List.copyOf(failures);
    }

    /**
     * One photo that has no features.
     *
     * @param reason the message for a person
     */
    public record PhotoFailure(String imageId, String reason) {}
}
