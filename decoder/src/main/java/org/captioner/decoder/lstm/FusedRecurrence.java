package org.captioner.decoder.lstm;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.torchscript.Arithmetic;
import org.captioner.encoder.torchscript.TorchScriptModule;

/**
 * The recurrent part of {@link LstmDecoder} over captions that are known: every step, and the
 * gradients of everything that enters, by {@link FusedRecurrenceScript}.
 */
final class FusedRecurrence implements AutoCloseable {
    private final Weights weights;
    private final Precision training;
    private final Map<Precision, TorchScriptModule> modules = new EnumMap<>(Precision.class);

    /** With the precision of training passes; programs are compiled when first needed. */
    FusedRecurrence(Map<String, NDArray> parameters, Precision training) {
        weights =
                new Weights(
                        named("lstm.hidden.weight", parameters),
                        named("lstm.hidden.bias", parameters),
                        named("lstm.context.weight", parameters),
                        named("lstm.context.bias", parameters),
                        named("attention.score", parameters));
        this.training = training;
    }

    private static NDArray named(String name, Map<String, NDArray> parameters) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    private static TorchScriptModule compile(Precision precision) {
        return precision == Precision.BFLOAT16
                ? FusedRecurrenceScript.compile(Arithmetic.BFLOAT16)
                : exact();
    }

    /** Float32 by oneDNN, or by the engine where that was built without oneDNN. */
    private static TorchScriptModule exact() {
        TorchScriptModule module = null;
        try (NDManager scratch = NDManager.newBaseManager()) {
            module = FusedRecurrenceScript.compile(Arithmetic.ONE_DNN);
            NDArray weight = scratch.ones(new Shape(2, 3));
            module.run("pack_back", weight);
            return module;
        } catch (EngineException e) {
            if (module != null) {
                module.close();
            }
            return FusedRecurrenceScript.compile(Arithmetic.ENGINE);
        }
    }

    /**
     * What the steps start from.
     *
     * @param cells (captions, cells, width)
     * @param keys (captions, cells, attention)
     * @param words (captions, steps, 4 width): what word vectors add to the gates
     * @param hidden (captions, width)
     * @param cell (captions, width)
     */
    record Inputs(NDArray cells, NDArray keys, NDArray words, NDArray hidden, NDArray cell) {
        List<NDArray> all() {
            return List.of(cells, keys, words, hidden, cell);
        }
    }

    /** The parameters of a step: two layers and the score vector of attention. */
    private record Weights(
            NDArray hidden,
            NDArray hiddenBias,
            NDArray context,
            NDArray contextBias,
            NDArray score) {
        List<NDArray> all() {
            return List.of(hidden, hiddenBias, context, contextBias, score);
        }
    }

    /** Runs all steps. */
    LstmDecoder.Unrolled run(Inputs in, Mode mode) {
        Precision precision = mode == Mode.TRAINING ? training : Precision.FLOAT32;
        TorchScriptModule module = modules.computeIfAbsent(precision, FusedRecurrence::compile);
        NDArray[] arguments =
                Stream.of(in.all(), weights.all()).flatMap(List::stream).toArray(NDArray[]::new);
        NDList results = module.run(FusedRecurrenceScript.FORWARD, arguments);
        NDArray states = results.get(0);
        if (Gradients.recorded()) {
            states.setRequiresGradient(true);
        }
        Backward backward = new Backward(module, in, weights, states, results.subNDList(1));
        long width = in.hidden.getShape().get(1);
        return new LstmDecoder.Unrolled(
                states.get(new NDIndex(":,:,:{}", width)),
                states.get(new NDIndex(":,:,{}:{}", width, 2 * width)),
                states.get(new NDIndex(":,:,{}:", 2 * width)),
                backward::differentiable);
    }

    @Override
    public void close() {
        modules.values().forEach(TorchScriptModule::close);
    }

    /**
     * The backward pass through all steps.
     *
     * @param states (captions, steps, 2 width + cells), the first result of the forward pass
     * @param kept its other results
     */
    private record Backward(
            TorchScriptModule module, Inputs in, Weights weights, NDArray states, NDList kept) {
        /** See {@link CaptionDecoder.DecoderOutput#differentiable}. */
        NDArray differentiable(NDArray loss) {
            if (!Gradients.recorded()) {
                return loss;
            }
            Gradients.backward(loss, loss.onesLike());
            NDList arguments =
                    new NDList(
                            states.getGradient(),
                            in.cells,
                            weights.hidden,
                            weights.context,
                            weights.score);
            arguments.addAll(kept);
            NDList gradients =
                    module.run(FusedRecurrenceScript.BACKWARD, arguments.toArray(new NDArray[0]));
            kept.close(); // Much memory, and there is one backward pass.
            List<NDArray> entered = in.all();
            List<NDArray> trained = weights.all();
            for (int i = 0; i < trained.size(); i++) {
                Gradients.backward(trained.get(i), gradients.get(entered.size() + i));
            }
            return module.forward(
                    FusedRecurrenceScript.ATTACH,
                    Stream.of(
                                    Stream.of(loss),
                                    entered.stream(),
                                    gradients.stream().limit(entered.size()))
                            .flatMap(each -> each)
                            .toArray(NDArray[]::new));
        }
    }
}
