package org.captioner.decoder.training;

import java.util.function.Function;

/** The registry of training objectives: a name and a factory each. */
public enum Objective {
    /** Teacher forcing: the reference captions become likely. */
    CROSS_ENTROPY(context -> new CrossEntropyObjective(), Start.FRESH),
    /** Captions sampled from the decoder get a better reward, CIDEr unless another is chosen. */
    SELF_CRITICAL(SelfCriticalObjective::new, Start.TRAINED);

    /** What an objective starts from. */
    enum Start {
        /** Fresh weights, which are no candidate for the best model. */
        FRESH,
        /** A trained decoder: it is scored first, and stays the best model until one is better. */
        TRAINED
    }

    // Every factory is a constructor without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<ObjectiveContext, TrainingObjective> factory;

    private final Start start;

    Objective(Function<ObjectiveContext, TrainingObjective> factory, Start start) {
        this.factory = factory;
        this.start = start;
    }

    TrainingObjective create(ObjectiveContext context) {
        return factory.apply(context);
    }

    Start start() {
        return start;
    }
}
