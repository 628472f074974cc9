package org.captioner.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/** Starts ONNX Runtime, once. */
final class RuntimeEnvironment {
    /** Reserved, not used: pages count when they are touched. */
    private static final long STACK_BYTES = 512L << 20;

    private static final Logger LOG = Logger.getLogger("ai.onnxruntime.OnnxRuntime");

    private static @Nullable OrtEnvironment environment;
    private static String failure = "";

    private RuntimeEnvironment() {}

    /**
     * The one environment of the process, silent but for errors, reporting to nobody.
     *
     * <p>Started in a thread with a large stack: version 1.29 matches the process's command line
     * with a recursive regular expression, and a class path of 4 kB overflows the usual stack of a
     * Java thread, which ends the process.
     *
     * @throws InputException if it has no native library for this system, or no room for it
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
                    "ONNX Runtime does not start on this system ("
                            + failure
                            + "); free 30 MB in "
                            + System.getProperty("java.io.tmpdir")
                            + ", or choose --backend fused or djl");
        }
        return environment;
    }

    private static void start() {
        // It would print stack traces of what becomes one message here.
        LOG.setLevel(Level.OFF);
        RuntimeLibrary.provide();
        try {
            OrtEnvironment started =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            started.setTelemetry(false);
            retain();
            environment = started;
        } catch (OrtException | RuntimeException | LinkageError e) {
            Throwable cause = e instanceof ExceptionInInitializerError ? e.getCause() : e;
            failure = Objects.toString(cause == null ? null : cause.getMessage(), e.toString());
        }
    }

    /**
     * Takes a second native reference to the environment, which counts them. The first is given
     * back by a shutdown hook of ONNX Runtime's own as soon as the process is told to end, while
     * photos in hand are still encoded and sessions closed: without an environment that aborts the
     * process.
     *
     * @return whether it could be taken; another version may have other names for what this needs
     */
    static boolean retain() {
        try {
            Field api =
                    Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method create =
                    OrtEnvironment.class.getDeclaredMethod(
                            "createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            create.setAccessible(true);
            create.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }
}
