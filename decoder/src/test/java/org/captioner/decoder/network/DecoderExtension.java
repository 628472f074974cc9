package org.captioner.decoder.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What tests of decoders open with: the tensor engine with one thread, a fixed seed, memory and
 * decoders that are closed after each test.
 *
 * <pre>{@code
 * @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(7);
 *
 * @EveryDecoder
 * void stepsAreFinite(DecoderOptions options) {
 *     CaptionDecoder decoder = tensors.decoder(options, SHAPE);
 *     NDArray grids = tensors.grids(SHAPE, 2);
 * }
 * }</pre>
 */
public final class DecoderExtension implements BeforeEachCallback, AfterEachCallback {
    private final int seed;
    private final List<CaptionDecoder> decoders = new ArrayList<>();
    private NDScope scope;
    private NDManager manager;

    private DecoderExtension(int seed) {
        this.seed = seed;
    }

    /** With a seed of the engine's random generator, set before each test. */
    public static DecoderExtension seeded(int seed) {
        return new DecoderExtension(seed);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Engine.getInstance().setRandomSeed(seed);
        manager = NDManager.newBaseManager();
        scope = new NDScope();
        scope.suppressNotUsedWarning();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        scope.close();
        decoders.forEach(CaptionDecoder::close);
        decoders.clear();
        manager.close();
    }

    /** The parent of a test's memory. */
    public NDManager manager() {
        return manager;
    }

    /** A decoder in float32 with acceleration. */
    public CaptionDecoder decoder(DecoderOptions options, DecoderShape shape) {
        return decoder(options, shape, Compute.fused(Precision.FLOAT32));
    }

    /** A decoder with fresh parameters. */
    public CaptionDecoder decoder(DecoderOptions options, DecoderShape shape, Compute compute) {
        CaptionDecoder decoder = options.create(shape, manager, compute);
        decoders.add(decoder);
        return decoder;
    }

    /** A decoder with the parameters of another. */
    public CaptionDecoder copy(CaptionDecoder original, Compute compute) {
        CaptionDecoder copy = decoder(original.options(), original.shape(), compute);
        original.parameters()
                .arrays()
                .forEach(
                        (name, array) ->
                                Gradients.overwrite(copy.parameters().arrays().get(name), array));
        return copy;
    }

    /** Grids of noise, (images, cells, channels). */
    public NDArray grids(DecoderShape shape, int images) {
        return manager.randomNormal(
                0f, 1f, new Shape(images, shape.cells(), shape.channels()), DataType.FLOAT32);
    }

    /** Words for every id of a decoder: {@code w04} has id 4. */
    public static Vocabulary vocabulary(DecoderShape shape) {
        List<String> words =
                IntStream.range(Vocabulary.UNKNOWN + 1, shape.vocabulary())
                        .mapToObj(id -> String.format(Locale.ROOT, "w%02d", id))
                        .toList();
        return Vocabulary.build(List.of(words), 1);
    }

    /** Words by caption and step, (captions, steps) int64. */
    public NDArray words(long[]... ids) {
        long[] all = Stream.of(ids).flatMapToLong(LongStream::of).toArray();
        return manager.create(all, new Shape(ids.length, ids[0].length));
    }
}
