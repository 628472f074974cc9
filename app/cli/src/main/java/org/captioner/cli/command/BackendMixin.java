package org.captioner.cli.command;

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

    /** The back end that was named, {@link EncoderBackend#AUTO} included. */
    EncoderBackend asGiven() {
        return EncoderBackend.parse(backend);
    }
}
