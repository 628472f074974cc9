package org.captioner.encoder.torchscript;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * Calls of TorchScript outside of gradients, without a line on standard error.
 *
 * <p>The engine's call for that, {@link IValueUtils#runMethod}, guards itself with {@code
 * AutoNonVariableTypeMode}, of whose deprecation libtorch warns once in every process, {@code
 * --quiet} or not. The same native function called as if for training has no such guard; with
 * recording off it computes the same. Java code of the engine offers that only for lists of named
 * arrays, which could hold neither weights in oneDNN's layout nor arguments by position, so the
 * native function is looked up; where a later engine has moved it, the warning is back and nothing
 * else.
 */
final class ModuleCall {
    private static final Optional<ModuleCall> UNGUARDED = find();

    private final Object library;
    private final Method runMethod;
    private final Constructor<IValue> value;

    private ModuleCall(Object library, Method runMethod, Constructor<IValue> value) {
        this.library = library;
        this.runMethod = runMethod;
        this.value = value;
    }

    private static Optional<ModuleCall> find() {
        try {
            Class<?> type = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            Field instance = type.getDeclaredField("LIB");
            instance.setAccessible(true);
            Method method =
                    type.getDeclaredMethod(
                            "moduleRunMethod",
                            long.class,
                            String.class,
                            long[].class,
                            boolean.class,
                            boolean.class);
            method.setAccessible(true);
            Constructor<IValue> value = IValue.class.getDeclaredConstructor(long.class);
            value.setAccessible(true);
            return Optional.of(new ModuleCall(instance.get(null), method, value));
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return Optional.empty();
        }
    }

    /**
     * Calls a method; never records gradients, whether or not the thread does.
     *
     * @return what the method returns; the caller closes it
     */
    static IValue run(PtSymbolBlock block, String method, IValue... arguments) {
        // A setting of the thread. Optimising would trace the first calls and fuse for their
        // shapes.
        JniUtils.setGraphExecutorOptimize(false);
        if (UNGUARDED.isEmpty()) {
            return IValueUtils.runMethod(block, method, arguments);
        }
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return UNGUARDED.get().call(block, method, arguments);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    private IValue call(PtSymbolBlock block, String method, IValue... arguments) {
        long[] handles = Arrays.stream(arguments).mapToLong(IValue::getHandle).toArray();
        try {
            Object result =
                    runMethod.invoke(library, block.getHandle(), method, handles, true, false);
            return value.newInstance(result);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(method + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("made accessible at the start", e);
        }
    }
}
