package org.captioner.eval;

/** Creates a metric. */
@FunctionalInterface
public interface MetricFactory {
    /**
     * A metric that counts with what {@code context} holds.
     *
     * @throws org.captioner.dataset.InputException if a file that the context names is unusable
     */
    Metric create(MetricContext context);

    /**
     * Checks what scoring will need, cheaply, so that a command can refuse before it works for
     * minutes.
     *
     * @throws org.captioner.dataset.InputException if something is missing; the message has the
     *     remedy
     */
    default void check(MetricContext context) {}
}
