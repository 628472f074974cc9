package org.captioner.encoder.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts the native tensor engine (DJL on libtorch), once, offline and with a stated number of
 * threads.
 *
 * <p>The engine reads its settings at its first use and never again, so every entry point of the
 * project starts it here before it touches a tensor:
 *
 * <pre>{@code
 * TensorEngine.start(4); // training: one Java thread, four native threads
 * TensorEngine.start(1); // bulk captioning: several Java workers with one native thread each
 * }</pre>
 *
 * <p>Encoding many photos is fastest with several Java workers of one native thread each; a
 * training step, which only one Java thread can take at a time, wants all cores as native threads.
 */
public final class TensorEngine {
    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static int threads;

    private TensorEngine() {}

    /**
     * Starts the engine with {@code intraOpThreads} threads per native operation. A second call
     * changes nothing: the first one decides, and {@link #threads()} returns its number.
     *
     * @param intraOpThreads at least 1; a system property {@code ai.djl.pytorch.num_threads} given
     *     to the JVM wins over it
     */
    public static synchronized void start(int intraOpThreads) {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + intraOpThreads);
        }
        if (threads > 0) {
            return;
        }
        // Without these two DJL asks the network for models and reports its use to its makers.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        setIfAbsent(THREADS, Integer.toString(intraOpThreads));
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        // Tracing would profile the first runs of every TorchScript module; ours are fixed already.
        setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
        Engine.getInstance();
        threads = Integer.getInteger(THREADS, intraOpThreads);
    }

    /**
     * Threads per native operation.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public static synchronized int threads() {
        if (threads == 0) {
            throw new IllegalStateException("the tensor engine has not been started");
        }
        return threads;
    }

    /**
     * Stops the calling thread from recording operations for a backward pass outside a gradient
     * collector. The engine starts with recording on in every thread but its first; call this first
     * in every thread that computes.
     */
    public static void stopRecording() {
        JniUtils.setGradMode(false);
    }

    /** Name and version for provenance records, such as {@code PyTorch 2.7.1}. */
    public static String version() {
        Engine engine = Engine.getInstance();
        return engine.getEngineName() + " " + engine.getVersion();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
