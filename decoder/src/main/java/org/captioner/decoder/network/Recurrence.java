package org.captioner.decoder.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.torchscript.Arithmetic;
import org.captioner.encoder.torchscript.TorchScriptModule;

/**
 * The recurrent part of {@link LstmDecoder} over captions that are known: every step, and the
 * gradients of everything that enters, by {@link RecurrenceScript}.
 */
final class Recurrence implements AutoCloseable {
    private final Precision training;
    private final Map<Precision, TorchScriptModule> modules = new EnumMap<>(Precision.class);

    /** With the precision of training passes; programs are compiled when first needed. */
    Recurrence(Precision training) {
        this.training = training;
    }

    private static TorchScriptModule compile(Precision precision) {
        return precision == Precision.BFLOAT16
                ? RecurrenceScript.compile(Arithmetic.BFLOAT16)
                : exact();
    }

    /** Float32 by oneDNN, or by the engine where that was built without oneDNN. */
    private static TorchScriptModule exact() {
        TorchScriptModule module = null;
        try (NDManager scratch = NDManager.newBaseManager()) {
            module = RecurrenceScript.compile(Arithmetic.ONE_DNN);
            NDArray weight = scratch.ones(new Shape(2, 3));
            module.run("pack_back", weight);
            return module;
        } catch (EngineException e) {
            if (module != null) {
                module.close();
            }
            return RecurrenceScript.compile(Arithmetic.ENGINE);
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
    record Inputs(NDArray cells, NDArray keys, NDArray words, NDArray hidden, NDArray cell) {}

    /**
     * The weights of a step.
     *
     * @param hidden layer from the hidden state to gates, attention query and context gate
     * @param context layer from the gated context to gates
     * @param score (attention, 1)
     */
    record Weights(Linear hidden, Linear context, NDArray score) {}

    /** Runs all steps. */
    Unrolled run(Inputs in, Weights weights, Mode mode) {
        TorchScriptModule module =
                modules.computeIfAbsent(
                        mode == Mode.TRAINING ? training : Precision.FLOAT32, Recurrence::compile);
        NDList results =
                module.run(
                        RecurrenceScript.FORWARD,
                        in.cells,
                        in.keys,
                        in.words,
                        in.hidden,
                        in.cell,
                        weights.hidden.weight(),
                        weights.hidden.bias(),
                        weights.context.weight(),
                        weights.context.bias(),
                        weights.score);
        return new Unrolled(module, in, weights, results.get(0), results.subNDList(1));
    }

    @Override
    public void close() {
        modules.values().forEach(TorchScriptModule::close);
    }

    /** All steps, done. */
    static final class Unrolled {
        private final TorchScriptModule module;
        private final Inputs in;
        private final Weights weights;
        private final NDArray states;
        private final NDList kept;

        private Unrolled(
                TorchScriptModule module, Inputs in, Weights weights, NDArray states, NDList kept) {
            this.module = module;
            this.in = in;
            this.weights = weights;
            this.states = states;
            this.kept = kept;
            if (Gradients.recorded()) {
                states.setRequiresGradient(true);
            }
        }

        /** (captions, steps, width) each: the hidden state and the gated context. */
        NDArray hidden() {
            return states.get(new NDIndex(":,:,:{}", width()));
        }

        NDArray contexts() {
            return states.get(new NDIndex(":,:,{}:{}", width(), 2 * width()));
        }

        /** (captions, steps, cells). */
        NDArray attention() {
            return states.get(new NDIndex(":,:,{}:", 2 * width()));
        }

        private long width() {
            return in.hidden.getShape().get(1);
        }

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
                            weights.hidden.weight(),
                            weights.context.weight(),
                            weights.score);
            arguments.addAll(kept);
            NDList gradients =
                    module.run(RecurrenceScript.BACKWARD, arguments.toArray(new NDArray[0]));
            kept.close(); // Much memory, and the way back is taken once.
            List<NDArray> learnt =
                    List.of(
                            weights.hidden.weight(),
                            weights.hidden.bias(),
                            weights.context.weight(),
                            weights.context.bias(),
                            weights.score);
            List<NDArray> entered = List.of(in.cells, in.keys, in.words, in.hidden, in.cell);
            for (int i = 0; i < learnt.size(); i++) {
                Gradients.backward(learnt.get(i), gradients.get(entered.size() + i));
            }
            return module.forward(
                    RecurrenceScript.ATTACH,
                    Stream.of(
                                    Stream.of(loss),
                                    entered.stream(),
                                    gradients.stream().limit(entered.size()))
                            .flatMap(each -> each)
                            .toArray(NDArray[]::new));
        }
    }
}
