package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.encoder.backend.EncoderBackend;
import picocli.CommandLine.Option;

/** The option that says what computes the features of photos. */
final class BackendMixin {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "What encodes photos: djl, fused, onnx (the same features), fused-bf16 (faster"
                        + " on some processors, 1 %% off), fused-int8 (faster still, some %% off;"
                        + " the model must be calibrated); auto is the fastest of the first three,"
                        + " measured at first use (${DEFAULT-VALUE}).")
    private String backend;

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
        EncoderBackend named = EncoderBackend.parse(backend);
        if (named == EncoderBackend.FUSED_INT8) {
            throw new InputException(
                    "--backend "
                            + named
                            + " needs a calibrated model, which there is not yet; train with"
                            + " another, then run captioner calibrate");
        }
        return named == EncoderBackend.AUTO ? EncoderBackend.ONNX : named;
    }
}
