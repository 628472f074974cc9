package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.encoder.backend.EncoderBackend;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.Arrays;

/** The option that chooses what computes the features of photos. */
@OptionSection(OptionSection.ENCODER)
final class BackendMixin {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            completionCandidates = Names.class,
            description =
                    "What encodes photos: ${COMPLETION-CANDIDATES}. Those with a number format in"
                            + " their name are faster and some percent off, and an int8 one needs a"
                            + " calibrated model; the others give the same features. auto is the"
                            + " fastest of these, measured at first use, and onnx for training"
                            + " (${DEFAULT-VALUE}).")
    private String backend;

    /** The names of all back ends, for the help and for completion. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Arrays.stream(EncoderBackend.values()).map(EncoderBackend::label).toList());
        }
    }

    /** Whether a back end was named, rather than left to {@link EncoderBackend#AUTO}. */
    boolean isNamed() {
        return EncoderBackend.parse(backend) != EncoderBackend.AUTO;
    }

    /**
     * The back end itself, never {@link EncoderBackend#AUTO}; the engine must have been started.
     */
    EncoderBackend chosen() {
        return EncoderBackend.parse(backend).resolve();
    }

    /**
     * The back end for features to train on, never {@link EncoderBackend#AUTO}, which stands for a
     * fixed one there: no clock may decide what a model is.
     *
     * @throws InputException if it needs a calibrated model
     */
    EncoderBackend forTraining() {
        EncoderBackend chosen = EncoderBackend.parse(backend).forTraining();
        if (chosen.calibration() == EncoderBackend.Calibration.REQUIRED) {
            throw new InputException(
                    "--backend "
                            + chosen
                            + " needs a calibrated model, which there is not yet; train with"
                            + " another, then run captioner calibrate");
        }
        return chosen;
    }
}
