package org.captioner.eval.spice;

import org.captioner.dataset.InputException;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricFactory;

/** Creates SPICE, and tells beforehand whether its parser is there. */
final class SpiceFactory implements MetricFactory {
    @Override
    public Metric create(MetricContext context) {
        return new Spice(options(context));
    }

    @Override
    public void check(MetricContext context) {
        SpiceOptions options = options(context);
        if (!Spice.isAvailable(options)) {
            throw new InputException(
                    "spice needs its parser for new captions, and "
                            + options.parserFolder()
                            + " lacks it; run './captioner fetch spice' first, or leave spice out"
                            + " of --metrics");
        }
    }

    private static SpiceOptions options(MetricContext context) {
        SpiceOptions defaults = SpiceOptions.defaults();
        return context.spiceFolder()
                .map(
                        folder ->
                                new SpiceOptions(
                                        folder,
                                        folder.resolve(defaults.cacheFile().getFileName()),
                                        defaults.threads()))
                .orElse(defaults);
    }
}
