package org.captioner.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/** Starts ONNX Runtime, once. */
final class RuntimeEnvironment {
    /** Reserved, not used: pages count when they are touched. */
    private static final long STACK_BYTES = 512L << 20;

    private static @Nullable OrtEnvironment environment;

    private RuntimeEnvironment() {}

    /**
     * The one environment of the process, silent but for errors, reporting to nobody.
     *
     * <p>Started in a thread with a large stack: version 1.29 matches the process's command line
     * with a recursive regular expression, and a class path of 4 kB overflows the usual stack of a
     * Java thread, which ends the process.
     *
     * @throws InputException if it has no native library for this system
     */
    static synchronized OrtEnvironment get() {
        if (environment == null) {
            Thread starter =
                    new Thread(null, RuntimeEnvironment::start, "onnxruntime-start", STACK_BYTES);
            starter.start();
            try {
                starter.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while ONNX Runtime started", e);
            }
        }
        if (environment == null) {
            throw new InputException(
                    "ONNX Runtime does not start on this system; choose --backend fused or djl");
        }
        return environment;
    }

    private static void start() {
        OrtEnvironment started =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try {
            started.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses to be silent", e);
        }
        environment = started;
    }
}
