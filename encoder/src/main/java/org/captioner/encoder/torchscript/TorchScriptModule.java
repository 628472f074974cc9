package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TorchScript of our own that has been compiled and can be called.
 *
 * <pre>{@code
 * String methods =
 *         """
 *           def twice(self: __torch__.Written,
 *             x: Tensor) -> Tensor:
 *             return torch.add(x, x)
 *         """;
 * try (TorchScriptModule module = TorchScriptModule.compile(methods)) {
 *     NDArray doubled = module.forward("twice", x);
 * }
 * }</pre>
 *
 * <p>{@link #infer} may be called from any number of threads at once and never records gradients;
 * neither does {@link #run}. {@link #forward} is for the one thread that trains.
 */
public final class TorchScriptModule implements AutoCloseable {
    private static final String METHOD_MARK = "module_method:";
    private static final String LIST_ARGUMENT = "list[]";

    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final ParameterStore store;
    private final Map<String, NDArray> marks = new ConcurrentHashMap<>();

    private TorchScriptModule(byte[] archive) {
        manager = (PtNDManager) NDManager.newBaseManager();
        store = new ParameterStore(manager, false);
        try {
            block = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /**
     * Compiles methods of a class {@code Written} without attributes.
     *
     * @param methods indented by two spaces, {@code self} annotated {@code __torch__.Written}
     * @throws ai.djl.engine.EngineException if the text does not compile
     */
    public static TorchScriptModule compile(String methods) {
        return new TorchScriptModule(TorchScriptArchive.of(methods));
    }

    /**
     * Calls a method outside of gradients.
     *
     * @return what the method returns; the caller closes it
     */
    IValue infer(String method, IValue... arguments) {
        return ModuleCall.run(block, method, arguments);
    }

    /**
     * Calls a method so that gradients flow from its result to its arguments, where the calling
     * thread records them.
     *
     * @param tensors at least one
     * @return the method's tensor, attached to the manager of the first argument
     */
    public NDArray forward(String method, NDArray... tensors) {
        return call(method, tensors).singletonOrThrow();
    }

    /**
     * Calls a method that takes a tensor and a list of tensors, as {@link #forward(String,
     * NDArray...)}.
     *
     * @param list the second argument, not empty
     */
    NDArray forward(String method, NDArray tensor, NDList list) {
        NDList inputs = new NDList(list.size() + 2);
        List<NDArray> views = new ArrayList<>(list.size());
        try {
            inputs.add(nameless(tensor));
            for (NDArray each : list) {
                NDArray view = each.reshape(each.getShape());
                // So that the engine gathers them into one argument.
                view.setName(LIST_ARGUMENT);
                views.add(view);
                inputs.add(view);
            }
            inputs.add(marks.computeIfAbsent(method, this::mark));
            return block.forward(store, inputs, true).singletonOrThrow();
        } finally {
            views.forEach(NDArray::close);
        }
    }

    /**
     * Calls a method that returns a list of tensors, outside of gradients even where the calling
     * thread records them.
     *
     * @param tensors at least one
     * @return the method's tensors, attached to the manager of the first argument
     */
    public NDList run(String method, NDArray... tensors) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return call(method, tensors);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    private NDList call(String method, NDArray... tensors) {
        NDList inputs = new NDList(tensors.length + 1);
        for (NDArray tensor : tensors) {
            inputs.add(nameless(tensor));
        }
        inputs.add(marks.computeIfAbsent(method, this::mark));
        try {
            return block.forward(store, inputs, true);
        } finally {
            for (int i = 0; i < tensors.length; i++) {
                if (inputs.get(i) != tensors[i]) {
                    inputs.get(i).close();
                }
            }
        }
    }

    /** The engine takes a tensor's name for a place in a dictionary; a view has no name. */
    private static NDArray nameless(NDArray tensor) {
        return tensor.getName() == null ? tensor : tensor.reshape(tensor.getShape());
    }

    private NDArray mark(String method) {
        NDArray mark = manager.create(0f);
        NDScope.unregister(mark);
        mark.setName(METHOD_MARK + method);
        return mark;
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
